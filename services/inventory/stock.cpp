#include "stock.h"

#include <map>

namespace redis = antiphon::redis;

namespace {

const std::vector<inventory::Article> articles = {
    {.sku = "A-1", .name = "Teapot", .price_cents = 2450, .available = 10000},
    {.sku = "B-7", .name = "Score in four parts", .price_cents = 1200, .available = 10000},
    {.sku = "C-3", .name = "Candle", .price_cents = 390, .available = 10000},
};

constexpr const char* stock_key = "shop:stock";

std::string reservation_key(const antiphon::Uuid& order) { return "shop:reservation:" + order.text(); }

// KEYS: stock, reservation. ARGV: sku, quantity, sku, quantity, … Answers "" or the article that was short.
const redis::Script reserve_all_or_none{R"(
    local before = redis.call('HGET', KEYS[2], 'short')
    if before then return before end
    for i = 1, #ARGV, 2 do
        if tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') < tonumber(ARGV[i + 1]) then
            redis.call('HSET', KEYS[2], 'short', ARGV[i])
            return ARGV[i]
        end
    end
    redis.call('HSET', KEYS[2], 'short', '')
    for i = 1, #ARGV, 2 do
        redis.call('HINCRBY', KEYS[1], ARGV[i], '-' .. ARGV[i + 1])
        redis.call('HSET', KEYS[2], 'item:' .. ARGV[i], ARGV[i + 1])
    end
    return ''
)"};

// KEYS: stock, reservation.
const redis::Script give_back_once{R"(
    if redis.call('HSETNX', KEYS[2], 'given_back', '1') == 0 then return 0 end
    local kept = redis.call('HGETALL', KEYS[2])
    for i = 1, #kept, 2 do
        local sku = string.match(kept[i], '^item:(.*)')
        if sku then redis.call('HINCRBY', KEYS[1], sku, kept[i + 1]) end
    end
    return 1
)"};

}  // namespace

Stock::Stock(redis::Client& redis) : redis_(redis) {
    for (const inventory::Article& article : articles) {
        redis_.call({"HSETNX", stock_key, article.sku, std::to_string(article.available)});
    }
}

std::vector<inventory::Article> Stock::catalogue() const {
    std::vector<inventory::Article> listed = articles;
    for (inventory::Article& article : listed) {
        const redis::Reply left = redis_.call({"HGET", stock_key, article.sku});
        article.available = left.is_nil() ? 0 : std::stoll(left.text);
    }
    return listed;
}

std::optional<std::string> Stock::reserve(const antiphon::Uuid& order, const std::vector<orders::Item>& items) {
    std::map<std::string, std::int64_t> wanted;  // one article may stand in several lines
    for (const orders::Item& item : items) wanted[item.sku] += item.quantity;
    redis::Arguments arguments;
    for (const auto& [sku, quantity] : wanted) arguments.insert(arguments.end(), {sku, std::to_string(quantity)});
    const redis::Reply short_of = redis_.run(reserve_all_or_none, {stock_key, reservation_key(order)}, arguments);
    if (short_of.text.empty()) return std::nullopt;
    return short_of.text;
}

void Stock::give_back(const antiphon::Uuid& order) {
    redis_.run(give_back_once, {stock_key, reservation_key(order)}, {});
}
