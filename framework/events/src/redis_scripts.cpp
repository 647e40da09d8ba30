#include "redis_scripts.h"

#include <string>

#include "embedded/events_acknowledge.h"
#include "embedded/events_begin_again.h"
#include "embedded/events_claims.h"
#include "embedded/events_depth.h"
#include "embedded/events_epoch.h"
#include "embedded/events_group.h"
#include "embedded/events_history.h"
#include "embedded/events_keep.h"
#include "embedded/events_park.h"
#include "embedded/events_publish.h"
#include "embedded/events_read.h"
#include "embedded/events_release.h"
#include "embedded/events_sweep.h"
#include "embedded/events_take_over.h"

namespace antiphon::events::scripts {

namespace {

redis::Script joined(std::string_view shared, std::string_view text) {
    return redis::Script(std::string(shared).append(text));
}

}  // namespace

const redis::Script& publish() {
    static const redis::Script script = joined(embedded::events_epoch, embedded::events_publish);
    return script;
}

const redis::Script& history() {
    static const redis::Script script = joined(embedded::events_epoch, embedded::events_history);
    return script;
}

const redis::Script& group() {
    static const redis::Script script = joined(embedded::events_epoch, embedded::events_group);
    return script;
}

const redis::Script& read() {
    static const redis::Script script = joined({}, embedded::events_read);
    return script;
}

const redis::Script& take_over() {
    static const redis::Script script = joined({}, embedded::events_take_over);
    return script;
}

const redis::Script& acknowledge() {
    static const redis::Script script = joined(embedded::events_claims, embedded::events_acknowledge);
    return script;
}

const redis::Script& keep() {
    static const redis::Script script = joined(embedded::events_claims, embedded::events_keep);
    return script;
}

const redis::Script& begin_again() {
    static const redis::Script script = joined(embedded::events_claims, embedded::events_begin_again);
    return script;
}

const redis::Script& release() {
    static const redis::Script script = joined(embedded::events_claims, embedded::events_release);
    return script;
}

const redis::Script& park() {
    static const redis::Script script = joined(embedded::events_claims, embedded::events_park);
    return script;
}

const redis::Script& sweep() {
    static const redis::Script script = joined({}, embedded::events_sweep);
    return script;
}

const redis::Script& depth() {
    static const redis::Script script = joined({}, embedded::events_depth);
    return script;
}

}  // namespace antiphon::events::scripts
