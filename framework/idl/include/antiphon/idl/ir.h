#pragma once
// The way back: from the intermediate representation (docs/ir.md) to the model, so that a file that was kept from a
// release can be compared with what the sources say today.
//
//     Compilation old = read_ir("orders.ir.json", text);
//     if (old.ok()) compare(compile({"orders.json"}, load), old, …);

#include <string>

#include "antiphon/idl/compiler.h"

namespace antiphon::idl {

/// Whether `text` is meant to be a representation: an object with a member "ir". Linear, throws nothing.
bool looks_like_ir(const std::string& text);

/// One document as `antiphon gen --lang ir` writes it. The program has one entry; types and errors of other files,
/// which the document holds under absolute names, stand in files of their own that have nothing else. What the emitter
/// writes of the result is the same text. A document that is broken or does not fit together ends with diagnostics, as
/// in compile(); places are those in `text`.
/// `into`: what was read of other documents; the new one becomes one more entry.
Compilation read_ir(std::string name, std::string text, Compilation into = {});

}  // namespace antiphon::idl
