#pragma once
#include <optional>

#include <antiphon/base/secret.h>
#include <antiphon/base/uuid.h>
#include <antiphon/redis/client.h>

/// Where the card of an order waits between the order book, which puts it in, and the till, which charges it and
/// forgets it. Events are kept, copied and read by many; a card number is none of that, so it travels in no event.
///
/// This is as much as a demonstration needs: a key in Redis that lives for an hour at most and that only the `payment`
/// service reads. A real shop's page gives the card to its payment provider and gets a token; the safe then keeps that
/// token, and the rest of the shop stays as it is. Any thread, any number of instances.
class CardSafe {
  public:
    explicit CardSafe(antiphon::redis::Client& redis) : redis_(redis) {}  // borrowed

    /// Before the order is published: whoever hears of the order finds its card.
    void put(const antiphon::Uuid& order, const antiphon::Secret& card);
    /// Nothing once the card is forgotten.
    std::optional<antiphon::Secret> look(const antiphon::Uuid& order) const;
    void forget(const antiphon::Uuid& order);

  private:
    antiphon::redis::Client& redis_;
};
