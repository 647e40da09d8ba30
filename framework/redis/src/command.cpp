#include "command.h"

#include <hiredis/hiredis.h>

#include <memory>
#include <new>

namespace antiphon::redis {

void append_command(std::string& out, const Arguments& arguments) {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    texts.reserve(arguments.size());
    lengths.reserve(arguments.size());
    for (const std::string& argument : arguments) {
        texts.push_back(argument.data());
        lengths.push_back(argument.size());
    }
    char* formatted = nullptr;
    const int length =
        redisFormatCommandArgv(&formatted, static_cast<int>(arguments.size()), texts.data(), lengths.data());
    if (length < 0) throw std::bad_alloc();
    const std::unique_ptr<char, decltype(&redisFreeCommand)> owned(formatted, &redisFreeCommand);
    out.append(formatted, static_cast<std::size_t>(length));
}

}  // namespace antiphon::redis
