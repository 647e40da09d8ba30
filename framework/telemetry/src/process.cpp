#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "antiphon/telemetry/metrics.h"

namespace antiphon::telemetry {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
    std::error_code failed;
    double count = 0;
    for (auto at = std::filesystem::directory_iterator("/proc/self/fd", failed);
         !failed && at != std::filesystem::directory_iterator(); at.increment(failed))
        ++count;
    return count > 0 ? count - 1 : 0;  // without the one that reads the folder
}

const double started_at = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();

}  // namespace

std::string metrics_text() {
    Registry process;
    process.gauge("process_cpu_seconds_total", "User and system time, in seconds.").set(cpu_seconds());
    process.gauge("process_resident_memory_bytes", "Memory in RAM.").set(resident_bytes());
    process.gauge("process_open_fds", "Open file descriptors.").set(open_descriptors());
    process.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.").set(started_at);
    return metrics().text() + process.text();
}

}  // namespace antiphon::telemetry
