#pragma once

/// The IR of a service made for these tests.
inline constexpr const char* sample_ir = R"({"ir":"1.0","services":{"shop":{
"methods":{
  "place":{"wire":"shop.place","expose":"client","auth":{"required":true,"scopes":[],"roles":[]},"idempotency":"keyed"},
  "status":{"wire":"shop.status","expose":"client","auth":{"required":false},"idempotency":"readonly","deadlineMs":500},
  "wipe":{"wire":"shop.wipe","expose":"internal"}},
"channels":{
  "mine":{"wire":"shop.mine","address":"shop.mine:{user}","params":{"user":{"type":"string","maxLength":255}},
    "delivery":"stream","audience":"user","bind":{"user":"user"},"auth":{"required":true},"replay":true},
  "branch":{"wire":"shop.branch","address":"shop.branch:{tenant}:{room}","params":{"tenant":{"type":"string"},
    "room":{"type":"string","maxLength":8}},"delivery":"pubsub","audience":"tenant","bind":{"tenant":"tenant"}},
  "item":{"wire":"shop.item","address":"shop.item:{id}:{shelf}","params":{"id":{"type":"uuid"},"shelf":{"type":"int32"}},
    "delivery":"pubsub","audience":"public","auth":{"required":true}},
  "prices":{"wire":"shop.prices","address":"shop.prices","delivery":"pubsub","audience":"public","auth":{"required":false}},
  "mixed":{"wire":"shop.mixed","address":"shop.mixed","delivery":"pubsub","audience":"public","auth":{"required":false}},
  "unbound":{"wire":"shop.unbound","address":"shop.unbound:{user}","params":{"user":{"type":"string"}},"delivery":"pubsub","audience":"user"},
  "flow":{"wire":"shop.flow","address":"shop.flow","delivery":"stream","audience":"internal"}},
"events":{
  "price_changed":{"wire":"shop.price_changed","channel":"prices","onSlow":{"coalesce":"sku"}},
  "moved":{"wire":"shop.moved","channel":"mixed","onSlow":"latest"},
  "typed":{"wire":"shop.typed","channel":"mixed","onSlow":"drop_oldest","clientPublish":true}}
}}})";
