#include "exchange.h"

namespace antiphon::rpc {

namespace {

constexpr std::size_t keep_bytes = 64 * 1024;
constexpr std::size_t keep_items = 16;

void empty(std::string& text) {
    if (text.capacity() > keep_bytes)
        text = std::string();
    else
        text.clear();
}

}  // namespace

void Exchange::clear() {
    if (body.capacity() > keep_bytes) parser = json::Parser();  // its tape is several times as large as the text
    empty(body);
    empty(answer);
    if (items.size() > keep_items) items = std::vector<Item>();
    for (std::size_t i = 0; i < count && i < items.size(); ++i) empty(items[i].answer);
    received = {};
    batch = false;
    count = 0;
    code = 0;
    retry_after.reset();
    answer_bytes.store(0, std::memory_order_relaxed);
}

namespace {
thread_local std::vector<std::unique_ptr<Exchange>> spare_exchanges;
}

BorrowedExchange::BorrowedExchange() {
    if (spare_exchanges.empty()) {
        exchange_ = std::make_unique<Exchange>();
    } else {
        exchange_ = std::move(spare_exchanges.back());
        spare_exchanges.pop_back();
    }
}

BorrowedExchange::~BorrowedExchange() {
    exchange_->clear();
    exchange_->context = Context();
    if (spare_exchanges.size() < 4) spare_exchanges.push_back(std::move(exchange_));
}

}  // namespace antiphon::rpc
