#pragma once
#include "antiphon/redis/script.h"

namespace antiphon::events::scripts {

// What src/scripts/*.lua say, with the functions they share in front of them.
const redis::Script& publish();
const redis::Script& history();
const redis::Script& group();
const redis::Script& read();
const redis::Script& take_over();
const redis::Script& acknowledge();
const redis::Script& keep();
const redis::Script& begin_again();
const redis::Script& release();
const redis::Script& park();
const redis::Script& sweep();
const redis::Script& depth();

}  // namespace antiphon::events::scripts
