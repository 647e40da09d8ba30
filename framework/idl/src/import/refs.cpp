#include "refs.h"

#include <algorithm>

#include "../text.h"

namespace antiphon::idl::importer {

namespace {

/// "api/schemas.json" seen from "docs/main.json": "docs/api/schemas.json", with "." and ".." taken out.
std::string joined(const std::string& folder, const std::string& file) {
    if (file.starts_with('/')) return file;
    std::vector<std::string> parts;
    const std::string whole = folder.empty() ? file : folder + '/' + file;
    for (std::size_t at = 0; at <= whole.size();) {
        const std::size_t end = std::min(whole.find('/', at), whole.size());
        const std::string part = whole.substr(at, end - at);
        at = end + 1;
        if (part == ".." && !parts.empty() && parts.back() != ".." && !parts.back().empty())
            parts.pop_back();
        else if ((!part.empty() && part != ".") || at == 1)
            parts.push_back(part);
    }
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : "/") + parts[i];
    return out;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, std::max<std::size_t>(slash, 1));
}

int hex(char c) {
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// One part of a JSON pointer in a URL fragment: %2F, ~1 and ~0.
std::string unescaped(std::string_view part) {
    std::string plain;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == '%' && i + 2 < part.size() && hex(part[i + 1]) >= 0 && hex(part[i + 2]) >= 0) {
            plain += static_cast<char>(hex(part[i + 1]) * 16 + hex(part[i + 2]));
            i += 2;
        } else {
            plain += part[i];
        }
    }
    std::string out;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const bool escape = plain[i] == '~' && i + 1 < plain.size() && (plain[i + 1] == '0' || plain[i + 1] == '1');
        out += !escape ? plain[i] : plain[++i] == '0' ? '~' : '/';
    }
    return out;
}

const Node* step(const Node& node, const std::string& part) {
    if (node.is(Kind::object)) return get(node, part);
    if (!node.is(Kind::array) || part.empty() || part.size() > 9 || !std::all_of(part.begin(), part.end(), is_digit))
        return nullptr;
    const std::size_t index = std::stoul(part);
    return index < node.items.size() ? &node.items[index] : nullptr;
}

}  // namespace

const Node* Documents::open(const std::string& path) {
    const Node* found = read(path);
    if (found == nullptr) report_.tell("import/wrong-document", {}, quote(path) + " cannot be read");
    root_ = found;
    if (root_ != nullptr) count(*root_);
    return root_;
}

const Node* Documents::read(const std::string& path) {
    const auto known = read_.find(path);
    if (known != read_.end()) return known->second.get();
    Loaded loaded = load_document(path, load_, report_);
    auto& kept = read_[path];
    if (loaded.found) kept = std::make_unique<Node>(std::move(loaded.root));
    return kept.get();
}

void Documents::count(const Node& node) {
    // The reader limits the depth.
    if (const Node* ref = get(node, "$ref", Kind::string)) ++uses_[ref->text];
    for (const Node& item : node.items) count(item);
    for (const syntax::Member& member : node.members) count(member.value);
}

std::size_t Documents::uses(const std::string& ref) const {
    const auto found = uses_.find(ref);
    return found == uses_.end() ? 0 : found->second;
}

const Target* Documents::resolve(const Node& ref) {
    const auto [at, added] = found_.try_emplace({ref.span.file, ref.text});
    if (added) at->second = find(ref, 0);
    return at->second ? &*at->second : nullptr;
}

/// The file that a reference names, seen from the file it stands in.
const Node* Documents::document(const Node& ref, const std::string& file) {
    if (file.empty()) return read(report_.out().sources.name(ref.span.file));
    const std::string what = "$ref " + double_quote(ref.text) + ": ";
    if (file.find("://") != std::string::npos) {
        report_.tell("import/ref-file", ref.span,
                     what + "nothing is fetched from the network; save the file beside this one");
        return nullptr;
    }
    if (read_.size() >= max_documents) {
        report_.tell("import/too-many", ref.span, what + "more than " + std::to_string(max_documents) + " documents");
        return nullptr;
    }
    const std::string folder = folder_of(report_.out().sources.name(ref.span.file));
    if (const Node* found = read(joined(folder, file))) return found;
    if (!ref_root_.empty())
        if (const Node* found = read(joined(ref_root_, file))) return found;
    std::string help;
    const std::string parent = joined(folder, "..");
    if (ref_root_.empty() && load_(joined(parent, file)))
        help = "; found from the parent folder: add --ref-root " + (parent.empty() ? "." : parent);
    report_.tell("import/ref-file", ref.span,
                 what + "no such file next to this one" + (ref_root_.empty() ? "" : " or in " + ref_root_) + help);
    return nullptr;
}

std::optional<Target> Documents::find(const Node& ref, std::size_t depth) {
    const std::string what = "$ref " + double_quote(ref.text);
    if (depth > max_ref_depth) {
        report_.tell("import/ref-cycle", ref.span,
                     what + " leads through more than " + std::to_string(max_ref_depth) + " others, or to itself");
        return std::nullopt;
    }
    const std::size_t hash = std::min(ref.text.find('#'), ref.text.size());
    const std::string file = ref.text.substr(0, hash);
    const Node* node = document(ref, file);
    if (node == nullptr) return std::nullopt;
    const std::string_view pointer = std::string_view(ref.text).substr(std::min(hash + 1, ref.text.size()));
    Target out;
    std::vector<std::string> parts;
    for (std::size_t at = 1; at <= pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', at), pointer.size());
        parts.push_back(unescaped(pointer.substr(at, end - at)));
        at = end + 1;
    }
    const bool is_pointer = pointer.empty() || pointer[0] == '/';
    for (const std::string& part : parts)
        if (node != nullptr) node = step(*node, part);
    if (node == nullptr || !is_pointer) {
        report_.tell("import/ref-missing", ref.span, what + ": there is nothing in that place");
        return std::nullopt;
    }
    const std::size_t size = parts.size();
    out.node = node;
    out.name = parts.empty() ? file : parts.back();
    out.component = (size == 3 && parts[0] == "components" && parts[1] == "schemas") ||
                    (size == 2 && (parts[0] == "definitions" || parts[0] == "$defs" || parts[0] == "schemas"));
    if (const Node* next = get(*node, "$ref", Kind::string); next != nullptr && !out.component)
        return find(*next, depth + 1);
    return out;
}

}  // namespace antiphon::idl::importer
