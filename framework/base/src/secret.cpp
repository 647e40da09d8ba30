#include "antiphon/base/secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ostream>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/log.h"

namespace antiphon {

namespace {

class File {
  public:
    explicit File(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int fd() const noexcept { return fd_; }

  private:
    int fd_;
};

[[noreturn]] void fail(const std::string& path, const std::string& what) {
    throw Error(ErrorKind::invalid, Code::failed_precondition, "secret file '" + path + "': " + what);
}

std::size_t read_all(int fd, std::string& into, const std::string& path) {
    std::size_t size = 0;
    while (size < into.size()) {
        const ssize_t got = ::read(fd, into.data() + size, into.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path, std::strerror(errno));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    return size;
}

}  // namespace

Secret Secret::from_file(const std::string& path) {
    const File file(path);
    struct stat status {};
    if (file.fd() < 0 || ::fstat(file.fd(), &status) != 0) fail(path, std::strerror(errno));
    // Reserved in one piece: a string that grows leaves copies behind.
    Secret content(std::string(limits::max_secret_bytes + 2, '\0'));
    std::size_t size = read_all(file.fd(), content.text_, path);
    if (size > 0 && content.text_[size - 1] == '\n') --size;
    if (size > 0 && content.text_[size - 1] == '\r') --size;
    if (size > limits::max_secret_bytes)
        fail(path, "has more than " + std::to_string(limits::max_secret_bytes) + " bytes");
    if (size == 0) fail(path, "is empty");
    if ((status.st_mode & (S_IRGRP | S_IROTH)) != 0) log::warning("others can read a secret file", {{"file", path}});
    return Secret(content.text_.substr(0, size));
}

void Secret::wipe() noexcept {
    ::explicit_bzero(text_.data(), text_.capacity());
    text_.clear();
}

std::ostream& operator<<(std::ostream& out, const Secret&) { return out << "***"; }

}  // namespace antiphon
