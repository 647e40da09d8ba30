#include "stock.h"

#include <map>

#include "embedded/give_back_once.h"
#include "embedded/reserve_all_or_none.h"

namespace redis = antiphon::redis;

namespace {

const std::vector<inventory::Article> articles = {
    {.sku = "A-1", .name = "Teapot", .price_cents = 2450, .available = 10000},
    {.sku = "B-7", .name = "Score in four parts", .price_cents = 1200, .available = 10000},
    {.sku = "C-3", .name = "Candle", .price_cents = 390, .available = 10000},
};

constexpr const char* stock_key = "shop:stock";

std::string reservation_key(const antiphon::Uuid& order) { return "shop:reservation:" + order.text(); }

const redis::Script reserve_all_or_none{antiphon::embedded::reserve_all_or_none};
const redis::Script give_back_once{antiphon::embedded::give_back_once};

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
