// Pages of the checks between two versions: what the table of evolve::checks() says, and what to do instead.

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "antiphon/idl/evolve.h"
#include "changes.h"
#include "pages.h"

namespace antiphon::idl {

namespace {

using evolve::Category;
using evolve::Check;
using evolve::Rating;

struct Advice {
    std::string_view codes;  ///< beginnings, separated by spaces; the first that fits counts
    std::string_view text;
};

constexpr Advice advices[] = {
    {"SERVICE_REMOVED METHOD_REMOVED EVENT_REMOVED CHANNEL_REMOVED QUEUE_REMOVED",
     "Announce it: \"deprecated\": { \"message\": \"use …\", \"removeIn\": \"2.0.0\" }. Once that version is\n"
     "reached and the major version went up, it may go. \"wireName\" keeps the old name on the wire when only the\n"
     "name was to change."},
    {"METHOD_WIRE_NAME", "\"wireName\" keeps the old name on the wire."},
    {"METHOD_POSITIONAL METHOD_PARAM_STRUCTURE",
     "Add optional params at the end of \"positional\"; \"paramStructure\": \"either\" takes both forms."},
    {"METHOD_NOTIFICATION METHOD_RESULT_REMOVED METHOD_RESULT_TYPE",
     "Add a method beside the old one, which keeps its form and is deprecated."},
    {"METHOD_RESULT_ADDED", "Callers of a method without result ignore what comes."},
    {"METHOD_ERROR_ADDED", "Clients treat it by its code's kind; tell them, if they should do something else."},
    {"METHOD_IDEMPOTENCY",
     "Clients that know the old interface still call again on their own when an answer is lost, so the method must\n"
     "bear it until they are gone."},
    {"METHOD_CANCELLABLE",
     "A caller who gave up could count on it that nothing more happens. Tell callers how to see what became of it."},
    {"METHOD_KEY_TTL",
     "A repeat with the same key after that time is a second call. Services keep answers for 24 h; \"x-key-ttl-ms\"\n"
     "is what callers were told to count on."},
    {"METHOD_DEADLINE", "Look whether the method is fast enough for those who waited longer."},
    {"METHOD_EXPOSE_NARROWED METHOD_AUTH_TIGHTENED CHANNEL_AUDIENCE_NARROWED",
     "Give callers what they will need first, then ask for it."},
    {"FIELD_REMOVED_NOT ENUM_VALUE_REMOVED_NOT",
     "Add the name to \"reserved\". A name that got another meaning would be misread by every program and message\n"
     "that still has the old one. Params that stand in place have no \"reserved\": declare a struct under \"types\"\n"
     "and name it."},
    {"FIELD_REMOVED",
     "Deprecate it, keep writing it until nobody reads it, then remove it and add its name to \"reserved\"."},
    {"FIELD_NAME_REUSED", "Choose another name: old programs and stored messages have this one with another meaning."},
    {"FIELD_ADDED_REQUIRED FIELD_BECAME_REQUIRED FIELD_DEFAULT_REMOVED",
     "Keep it optional (\"T?\"), or give it a default. It can be required once no writer leaves it out."},
    {"FIELD_UNKNOWN",
     "Refuse in the handler what it cannot work with, until no client sends a value that this server does not know."},
    {"STRUCT_UNKNOWN_DROPPED",
     "What newer programs wrote is lost once this one has read it and written it again: go on with \"keep\" where\n"
     "values are passed on. Generated code loses its member \"extra\"."},
    {"FIELD_ADDED_OPTIONAL STRUCT_UNKNOWN",
     "\"unknown\": \"reject\" is for interfaces whose two sides are always deployed together."},
    {"FIELD_BECAME_OPTIONAL", "A default instead of '?' is always written, so nobody misses it."},
    {"FIELD_DEFAULT_CHANGED",
     "A default is written by new programs; where an old one left the field out, it means something else now."},
    {"FIELD_TYPE FIELD_WIRE FIELD_NULLABLE", "Add a field beside it, write both, and deprecate the old one."},
    {"CONSTRAINT_TIGHTENED", "Refuse in the handler, with an error of its own, until no program writes such values."},
    {"CONSTRAINT_LOOSENED", "Deploy the readers first: old ones refuse what the old limits do not allow."},
    {"ENUM_VALUE_ADDED UNION_VARIANT_ADDED",
     "Old readers of an open enum or union keep what they do not know; a closed one is a promise never to add."},
    {"ENUM_CLOSED", "Close an enum or union only while nobody writes a value that is not listed."},
    {"ENUM_OPENED", "Deploy the readers first, and add values or variants once no reader has the closed one."},
    {"RESERVED", "A name may leave \"reserved\" when no program, no stream and no queue has it any more."},
    {"ENUM_VALUE_REMOVED UNION_VARIANT_REMOVED",
     "Deprecate it, stop writing it, and remove it when no message has it."},
    {"UNION_VARIANT_MISTAKEN",
     "Variants without a tag are known by a member that only they have, and whoever reads asks the first variant "
     "first.\n"
     "Call the new member something else, or declare a second union, with a tag."},
    {"ENUM_BASE UNION_TAG TYPE_KIND TUPLE_LENGTH", "Declare a second type, and use it in a new field or method."},
    {"ERROR_HTTP",
     "The answer of JSON-RPC stays what it was; documents and gateways in the style of REST show the other status.\n"
     "At least keep its class: after 4xx nobody tries again, after 5xx many do."},
    {"ERROR_", "Clients tell errors apart by name and code, and decide by \"retry\"; add an error instead."},
    {"CHANNEL_RETENTION", "Readers that were away for longer than this miss events."},
    {"CHANNEL_DURABILITY",
     "replicated: a replica has it, too, when publish returns; disk and memory: Redis has it, and its \"appendonly\"\n"
     "and \"appendfsync\" decide what a crash takes. Publishers that know the old interface go on as if nothing had\n"
     "changed: look whether one of them counts on it."},
    {"CHANNEL_PRESENCE_REMOVED",
     "Clients that ask are refused, and hear no more of who comes and goes: let them do without first."},
    {"CHANNEL_PRESENCE_ENABLED", "All who listen see who else does. Is everybody there willing to be seen?"},
    {"CHANNEL_ADDRESS", "\"address\" keeps the old one."},
    {"CHANNEL_AUDIENCE_WIDENED CHANNEL_AUTHORIZE CHANNEL_BIND",
     "Who can hear what now? A wrong param in \"bind\" shows the events of one user to another."},
    {"CHANNEL_ EVENT_CHANNEL", "Declare a second channel, publish on both until the old subscribers are gone."},
    {"EVENT_ADDED", "Old subscribers get it through their handler of unknown events."},
    {"EVENT_KEY", "Look who gets the event now, and which of several in a row a slow client will miss."},
    {"EVENT_ON_SLOW",
     "A client that is disconnected knows that it missed something; one that stays is told by rpc.dropped, or gets\n"
     "only the newest. Clients must bear the one that is new to them."},
    {"QUEUE_MAX_LEN", "Look what producers do when they are refused."},
    {"QUEUE_ORDER QUEUE_DELAY", "Let the queue run empty before workers and producers change."},
    {"QUEUE_", "Jobs that wait already are judged by the new rule, too."},
    {"VERSION_NOT_BUMPED",
     "\"version\" is the semantic version of the interface: a break needs a new major one, an addition a new minor\n"
     "one."},
    {"DEPRECATION_TOO_SHORT", "\"removeIn\" names a later major version, and what it stands at stays until then."},
    {"METHOD_AUTH_LOOSENED METHOD_EXPOSE_WIDENED", "Is every caller who gets in now meant to?"},
    {"CLIENT_PUBLISH_REMOVED",
     "Offer a method instead, deprecate the event, and close the door when no client sends it any more."},
    {"CLIENT_PUBLISH", "Everything that a client publishes reaches all who listen: check what it may say."},
    {"NAMESPACE", "\"options\": { \"cpp\": { \"namespace\": … } } keeps the old one in C++."},
    {"TYPE_REMOVED TYPE_RENAMED TYPE_MOVED", "An alias under the old name keeps programs compiling."},
    {"SERVICE_IDENTIFIER METHOD_IDENTIFIER EVENT_IDENTIFIER",
     "Tell those who compile the generated code; the wire never sees it."},
    {"METHOD_ARGUMENTS",
     "C++ clients take one to three required params also one by one, in the order of \"positional\" or else of\n"
     "declaration. Calls in another order may still compile, and exchange their arguments: look at each of them, or\n"
     "give \"positional\" the order that there was. Calls that give the struct of params go by its members."},
    {"FIELD_IDENTIFIER ENUM_VALUE_IDENTIFIER", "\"name\" gives back the old one; the wire never sees it."},
    {"FIELD_ORDER", "Put new fields at the end, and leave the others where they are."},
    {"INCLUDE", "Fields are copied, so programs compile as long as all are there, in the same order."},
    {"ALIAS_STRENGTH", "Where the type is one of its own, programs must name it: Sku(\"A-1\")."},
    {"OPTIONS", "Tell those who compile the generated code."},
    {"SECRET_FLAG", "Logs, traces and `antiphon listen` show the value from now on."},
};

bool begins(std::string_view code, std::string_view words) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (code.starts_with(words.substr(0, end))) return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

/// Of checks that differ by what changed: what they have in common.
std::string_view title_of(const Check& check) {
    if (check.code == "FIELD_REMOVED") return "a field is gone";
    if (check.code == "ENUM_VALUE_ADDED") return "an enum has a new value";
    if (check.code == "UNION_VARIANT_ADDED") return "a union has a new variant";
    if (check.code == "VERSION_NOT_BUMPED") return "the version does not say how much changed";
    return check.what;
}

/// Types are judged by their use; of all else there is one rating, whomever it hits.
bool is_of_types(std::string_view code) {
    return begins(code, "FIELD_ CONSTRAINT_ STRUCT_ RESERVED_ ENUM_ UNION_ TYPE_ TUPLE_");
}

std::string places(const Check& check, Rating wanted) {
    static constexpr std::string_view names[] = {"in params", "in results and events", "in stored messages"};
    const Rating ratings[] = {check.in, check.out, check.stored};
    std::string out;
    for (std::size_t i = 0; i < std::size(ratings); ++i)
        if (ratings[i] == wanted) out.append(out.empty() ? " " : ", ").append(names[i]);
    return out;
}

std::string rated(const Check& check) {
    const std::string errors = places(check, Rating::error), warnings = places(check, Rating::warning);
    std::string out = "    ";
    if (!check.when.empty()) out.append(check.when).append(": ");
    const bool by_use = is_of_types(check.code) && !(check.in == check.out && check.out == check.stored);
    if (!errors.empty()) out.append("error").append(by_use ? errors : "");
    if (!errors.empty() && !warnings.empty()) out += "; ";
    if (!warnings.empty()) out.append("warning").append(by_use ? warnings : "");
    if (errors.empty() && warnings.empty()) out += "fine";
    return out += '\n';
}

const Change* example_of(std::string_view code) {
    for (const Changes part : {changes_of_services(), changes_of_fields(), changes_of_types(), changes_of_events()})
        for (const Change& one : part)
            if (one.code == code) return &one;
    return nullptr;
}

std::string page_of(const Check& first) {
    std::string out;
    if (first.category == Category::source)
        out += "The wire is the same, but programs must be changed before they compile.\n";
    if (first.category == Category::security) out += "Nothing breaks; somebody may see or do more than before.\n";
    if (first.category == Category::wire)
        for (const Check& one : evolve::checks())
            if (one.code == first.code) out += rated(one);
    for (const Advice& advice : advices)
        if (begins(first.code, advice.codes)) {
            out.append("\n").append(advice.text).append("\n");
            break;
        }
    out.pop_back();  // text() ends the page
    return out;
}

}  // namespace

Pages pages_of_evolution() noexcept {
    static const auto all = [] {
        std::pair<std::deque<std::string>, std::vector<Explanation>> made;  // the texts stay where they are
        for (const Check& check : evolve::checks()) {
            if (!made.second.empty() && made.second.back().code == check.code) continue;
            made.first.push_back(page_of(check));
            Explanation page{check.code, title_of(check), made.first.back()};
            if (const Change* change = example_of(check.code); change != nullptr) {
                page.before = change->before;
                page.after = change->after;
            }
            made.second.push_back(page);
        }
        made.second.push_back(
            {"ir", "a kept representation cannot be read",
             "The document is not what `antiphon gen --lang ir` of this version writes: a name in it "
             "stands for nothing, or a value is\nno value of its kind. Make it again from the sources "
             "of that release."});
        return made;
    }();
    return all.second;
}

}  // namespace antiphon::idl
