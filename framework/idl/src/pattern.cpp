#include "pattern.h"

#include <algorithm>
#include <map>
#include <memory>

#include "text.h"

namespace antiphon::idl {

namespace {

constexpr char32_t last_point = 0x10FFFF;
constexpr std::size_t max_nesting = 50;
constexpr std::size_t max_positions = 5000;
constexpr std::size_t max_atoms = 20'000;  // read, counting repetitions; empty groups make no positions

struct CodeRange {
    char32_t first, last;
};
using Set = std::vector<CodeRange>;

Set complement(Set set) {
    std::sort(set.begin(), set.end(), [](const CodeRange& a, const CodeRange& b) { return a.first < b.first; });
    Set out;
    char32_t next = 0;
    for (const CodeRange& range : set) {
        if (range.first > next) out.push_back({next, range.first - 1});
        next = std::max(next, static_cast<char32_t>(range.last + 1));
    }
    if (next <= last_point) out.push_back({next, last_point});
    return out;
}

/// Positions (Glushkov): every occurrence of a set is a state of the nondeterministic automaton.
struct Part {
    std::vector<std::size_t> first, last;
    bool empty = false;  ///< matches ""
};

struct Failure {
    std::string message, help;
    std::size_t begin, end;
    bool too_large = false;
};

/// Both are sorted. Parts are mostly joined in order, so appending is what happens as a rule.
void merge(std::vector<std::size_t>& into, const std::vector<std::size_t>& from) {
    const bool in_order = into.empty() || from.empty() || into.back() < from.front();
    const auto middle = static_cast<std::ptrdiff_t>(into.size());
    into.insert(into.end(), from.begin(), from.end());
    if (in_order) return;
    std::inplace_merge(into.begin(), into.begin() + middle, into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

class PatternReader {
  public:
    explicit PatternReader(std::string_view text) : text_(text) {}

    Part whole() {
        Part part = alternatives(0);
        if (at_ < text_.size()) fail("')' closes nothing", "write \\) for the character");
        return part;
    }

    std::vector<Set> sets;
    std::vector<std::vector<std::size_t>> follow;
    std::size_t work = 0;  ///< steps that were taken, about

  private:
    [[noreturn]] void fail(std::string message, std::string help = "") {
        fail_at(at_, std::move(message), std::move(help));
    }
    [[noreturn]] void fail_at(std::size_t begin, std::string message, std::string help = "") {
        const std::size_t end =
            begin < text_.size() ? begin + std::max<std::size_t>(1, utf8_sequence(text_, begin)) : begin;
        throw Failure{std::move(message), std::move(help), begin, end};
    }
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    bool end() const { return at_ >= text_.size(); }

    Part alternatives(std::size_t depth) {
        if (depth > max_nesting) fail("groups are nested too deep");
        Part out = sequence(depth);
        while (!end() && peek() == '|') {
            ++at_;
            const Part other = sequence(depth);
            merge(out.first, other.first);
            merge(out.last, other.last);
            out.empty = out.empty || other.empty;
        }
        return out;
    }

    Part sequence(std::size_t depth) {
        Part out{{}, {}, true};
        while (!end() && peek() != '|' && peek() != ')') out = joined(out, repeated(depth));
        return out;
    }

    Part joined(Part a, const Part& b) {
        for (const std::size_t from : a.last) link(from, b.first);
        if (a.empty) merge(a.first, b.first);
        if (b.empty)
            merge(a.last, b.last);
        else
            a.last = b.last;
        a.empty = a.empty && b.empty;
        return a;
    }

    Part looped(Part part) {
        for (const std::size_t from : part.last) link(from, part.first);
        return part;
    }

    Part repeated(std::size_t depth) {
        const std::size_t begin = at_;
        Part part = atom(depth);
        const std::size_t behind = at_;
        if (end()) return part;
        const char c = peek();
        if (c == '?' || c == '*' || c == '+') {
            ++at_;
            if (c != '?') part = looped(std::move(part));
            if (c != '+') part.empty = true;
        } else if (c == '{') {
            const auto [least, most] = counts();
            part = times(begin, behind, depth, least, most);
        }
        if (peek() == '?' || peek() == '*' || peek() == '+' || peek() == '{')
            fail("two repetitions in a row", peek() == '?'
                                                 ? "there are no lazy repetitions: the whole text must match anyway"
                                                 : "put the first into a group");
        return part;
    }

    /// Reads the atom at `begin` again for each time it stands there.
    Part times(std::size_t begin, std::size_t behind, std::size_t depth, std::size_t least,
               std::optional<std::size_t> most) {
        const std::size_t resume = at_;
        std::vector<Part> copies(most ? *most : std::max<std::size_t>(least, 1));
        for (Part& copy : copies) {
            at_ = begin;
            copy = atom(depth);
        }
        if (!most) copies.back() = looped(std::move(copies.back()));
        // a{1,3} is a(a(a)?)?: read in this way, no text has two ways to match.
        Part out{{}, {}, true};
        for (std::size_t i = copies.size(); i-- > 0;) {
            out = joined(std::move(copies[i]), out);
            if (i >= least) out.empty = true;
        }
        at_ = std::max(resume, behind);
        return out;
    }

    std::pair<std::size_t, std::optional<std::size_t>> counts() {
        const std::size_t begin = at_++;
        const std::size_t least = number(begin);
        std::optional<std::size_t> most = least;
        if (peek() == ',') {
            ++at_;
            if (peek() == '}')
                most.reset();
            else
                most = number(begin);
        }
        if (peek() != '}') fail_at(begin, "a repetition is {n}, {n,} or {n,m}", "write \\{ for the character");
        ++at_;
        if (most && *most < least) fail_at(begin, "the repetition's maximum is below its minimum");
        return {least, most};
    }
    std::size_t number(std::size_t begin) {
        std::size_t value = 0, digits = 0;
        for (; is_digit(peek()); ++at_, ++digits) value = value * 10 + static_cast<std::size_t>(peek() - '0');
        if (digits == 0) fail_at(begin, "a repetition is {n}, {n,} or {n,m}", "write \\{ for the character");
        if (digits > 4 || value > 1000) throw Failure{"a repetition of more than 1000", "", begin, at_, true};
        return value;
    }

    Part atom(std::size_t depth) {
        work += 20;
        if (++atoms_ > max_atoms) throw Failure{"the pattern is too large", "shorten its repetitions", 0, 0, true};
        switch (peek()) {
            case '(': {
                const std::size_t begin = at_++;
                if (peek() == '?' && peek(1) == ':')
                    at_ += 2;  // nothing is captured anyway
                else if (peek() == '?')
                    fail_at(begin, "look-around and named groups are not part of the pattern language",
                            "plain groups only: (a|b)");
                Part inside = alternatives(depth + 1);
                if (peek() != ')') fail_at(begin, "the group that begins here has no ')'");
                ++at_;
                return inside;
            }
            case '[':
                return position(set());
            case '.':
                ++at_;
                return position(complement({{'\n', '\n'}}));
            case '\\':
                return position(escape());
            case '*':
            case '+':
            case '?':
            case '{':
                fail("nothing stands before the repetition", std::string("write \\") + peek() + " for the character");
            case '^':
            case '$':
                fail("patterns are anchored at both ends anyway", std::string("remove it, or write \\") + peek());
            default: {
                const char32_t c = next_code_point(text_, at_);
                return position({{c, c}});
            }
        }
    }

    void link(std::size_t from, const std::vector<std::size_t>& to) {
        work += follow[from].size() + to.size();
        merge(follow[from], to);
    }

    Part position(Set set) {
        if (sets.size() >= max_positions)
            throw Failure{"the pattern is too large", "shorten its repetitions", 0, text_.size(), true};
        sets.push_back(std::move(set));
        follow.emplace_back();
        return {{sets.size() - 1}, {sets.size() - 1}, false};
    }

    Set escape() {
        const std::size_t begin = at_++;
        if (end()) fail_at(begin, "a backslash at the end");
        const char c = text_[at_++];
        static const Set digit = {{'0', '9'}}, word = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
        static const Set white = {{'\t', '\r'}, {' ', ' '}};
        switch (c) {
            case 'd':
                return digit;
            case 'D':
                return complement(digit);
            case 'w':
                return word;
            case 'W':
                return complement(word);
            case 's':
                return white;
            case 'S':
                return complement(white);
            case 'n':
                return {{'\n', '\n'}};
            case 'r':
                return {{'\r', '\r'}};
            case 't':
                return {{'\t', '\t'}};
            case 'u':
                return hex(begin);
            default:
                break;
        }
        if (is_digit(c)) fail_at(begin, "back-references are not part of the pattern language");
        if (is_letter(c)) fail_at(begin, std::string("there is no escape \\") + c);
        --at_;
        const char32_t point = next_code_point(text_, at_);
        return {{point, point}};
    }
    Set hex(std::size_t begin) {
        char32_t point = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = static_cast<char>(peek() | 0x20);
            if (!is_digit(peek()) && !(c >= 'a' && c <= 'f')) fail_at(begin, "\\u needs four hexadecimal digits");
            point = point * 16 + static_cast<char32_t>(is_digit(peek()) ? peek() - '0' : c - 'a' + 10);
        }
        return {{point, point}};
    }

    Set set() {
        const std::size_t begin = at_++;
        const bool negated = peek() == '^';
        if (negated) ++at_;
        Set out;
        for (bool first = true; end() || peek() != ']' || first; first = false) {
            if (end()) fail_at(begin, "the class that begins here has no ']'");
            if (first && peek() == ']') fail_at(begin, "the class is empty", "write \\] for the character");
            const std::size_t from = at_;
            Set one = set_item();
            const bool single = one.size() == 1 && one[0].first == one[0].last;
            if (peek() == '-' && peek(1) != ']' && at_ + 1 < text_.size()) {
                ++at_;
                const Set to = set_item();
                if (!single || to.size() != 1 || to[0].first != to[0].last)
                    fail_at(from, "a range goes from one character to another");
                if (to[0].first < one[0].first) fail_at(from, "the range goes backwards");
                one[0].last = to[0].last;
            }
            out.insert(out.end(), one.begin(), one.end());
        }
        ++at_;
        return negated ? complement(std::move(out)) : out;
    }
    Set set_item() {
        if (peek() == '\\') return escape();
        if (peek() == '[') fail("'[' inside of a class", "write \\[ for the character");
        const char32_t c = next_code_point(text_, at_);
        return {{c, c}};
    }

    const std::string_view text_;
    std::size_t at_ = 0;
    std::size_t atoms_ = 0;
};

/// Subset construction over the classes into which the sets cut the code points.
PatternTable determinise(PatternReader& read, const Part& whole) {
    PatternTable table;
    for (const Set& set : read.sets)
        for (const CodeRange& range : set) {
            if (range.first > 0) table.bounds.push_back(range.first);
            if (range.last < last_point) table.bounds.push_back(range.last + 1);
        }
    std::sort(table.bounds.begin(), table.bounds.end());
    table.bounds.erase(std::unique(table.bounds.begin(), table.bounds.end()), table.bounds.end());
    table.classes = table.bounds.size() + 1;

    read.work += read.sets.size() * table.classes;
    std::vector<std::vector<bool>> has(read.sets.size(), std::vector<bool>(table.classes));
    for (std::size_t i = 0; i < read.sets.size(); ++i)
        for (std::size_t c = 0; c < table.classes; ++c) {
            const char32_t sample = c == 0 ? 0 : table.bounds[c - 1];
            has[i][c] = std::any_of(read.sets[i].begin(), read.sets[i].end(),
                                    [&](const CodeRange& r) { return sample >= r.first && sample <= r.last; });
        }

    // A state is the set of positions whose character was read last; the start is a state of its own.
    using State = std::vector<std::size_t>;
    const std::size_t start = read.sets.size();
    std::vector<bool> is_last(start + 1);
    for (const std::size_t position : whole.last) is_last[position] = true;
    is_last[start] = whole.empty;
    std::map<State, std::uint16_t> numbers = {{{}, 0}, {{start}, 1}};
    std::vector<State> states = {{}, {start}};
    const std::size_t most_work = read.work + 5'000'000;
    for (std::size_t s = 0; s < states.size(); ++s) {
        for (std::size_t c = 0; c < table.classes; ++c) {
            State to;
            for (const std::size_t from : states[s])
                for (const std::size_t p : from == start ? whole.first : read.follow[from])
                    if (++read.work; has[p][c]) to.push_back(p);
            read.work += 4 + 4 * to.size();
            std::sort(to.begin(), to.end());
            to.erase(std::unique(to.begin(), to.end()), to.end());
            const auto [known, added] = numbers.try_emplace(to, static_cast<std::uint16_t>(states.size()));
            if (added) states.push_back(to);
            if (states.size() > max_pattern_states || read.work > most_work)
                throw Failure{"the pattern needs too many states", "shorten its repetitions", 0, 0, true};
            table.next.push_back(known->second);
        }
        table.accepting.push_back(
            std::any_of(states[s].begin(), states[s].end(), [&](std::size_t position) { return is_last[position]; }));
    }
    return table;
}

}  // namespace

PatternResult compile_pattern(std::string_view pattern) {
    PatternResult out;
    PatternReader read(pattern);
    try {
        if (pattern.size() > max_pattern_bytes)
            throw Failure{"the pattern has more than " + std::to_string(max_pattern_bytes) + " bytes",
                          "check the form of long texts where they are used", 0, pattern.size(), true};
        const Part whole = read.whole();
        out.table = determinise(read, whole);
    } catch (Failure& failure) {
        out.message = std::move(failure.message);
        out.help = std::move(failure.help);
        out.begin = failure.begin;
        out.end = failure.too_large ? pattern.size() : failure.end;
        out.too_large = failure.too_large;
    }
    out.work = read.work;
    return out;
}

bool PatternTable::matches(std::string_view text) const {
    std::size_t state = 1;
    for (std::size_t at = 0; at < text.size() && state != 0;) {
        const char32_t c = next_code_point(text, at);
        const auto cls = static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), c) - bounds.begin());
        state = next[state * classes + cls];
    }
    return accepting[state];
}

}  // namespace antiphon::idl
