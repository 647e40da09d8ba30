#include "files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace antiphon::gateway {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t max_file_bytes = 8 * 1024 * 1024;

bool is_plain(std::string_view path) {
    if (!path.starts_with('/') || path.find("/.") != std::string_view::npos ||
        path.find("//") != std::string_view::npos)
        return false;
    return std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == '/';
    });
}

std::string_view content_type(const std::string& extension) {
    static const std::map<std::string, std::string_view, std::less<>> known = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".map", "application/json"},
        {".txt", "text/plain; charset=utf-8"}};
    const auto found = known.find(extension);
    return found == known.end() ? "application/octet-stream" : found->second;
}

ws::HttpResponse status(int number) {
    ws::HttpResponse response;
    response.status = number;
    return response;
}

}  // namespace

ws::HttpResponse serve_file(const std::string& folder, std::string_view method, std::string_view path) {
    if (method != "GET" && method != "HEAD") {
        ws::HttpResponse response = status(405);
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    if (!is_plain(path)) return status(404);
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    const std::string relative(path == "/" ? "index.html" : path.substr(1));
    const fs::path file = fs::canonical(root / relative, error);
    if (error || !fs::is_regular_file(file, error)) return status(404);
    const auto [end, rest] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    if (end != root.end() || fs::file_size(file, error) > max_file_bytes) return status(404);

    ws::HttpResponse response = status(200);
    response.headers.emplace_back("Content-Type", std::string(content_type(file.extension().string())));
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    if (method == "HEAD") return response;
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    response.body = std::move(content).str();
    return response;
}

}  // namespace antiphon::gateway
