#include <algorithm>

#include "antiphon/idl/diagnostics.h"
#include "antiphon/json/append.h"
#include "antiphon/runtime/suggest.h"
#include "command.h"
#include "embedded/errors_page.h"
#include "session.h"

namespace antiphon::cli {
namespace {

using Cells = std::vector<std::string>;

/// The cells of `| a | b |`, without the back-quotes around names; none when the line is no row of a table.
Cells cells_of(std::string_view line) {
    Cells cells;
    if (line.empty() || line.front() != '|') return cells;
    for (std::size_t from = 1; from < line.size();) {
        const std::size_t end = std::min(line.find('|', from), line.size());
        std::string cell(line.substr(from, end - from));
        cell.erase(0, cell.find_first_not_of(' '));
        cell.erase(cell.find_last_not_of(' ') + 1);
        if (cell.size() > 1 && cell.front() == '`' && cell.find('`', 1) == cell.size() - 1)
            cell = cell.substr(1, cell.size() - 2);
        cells.push_back(std::move(cell));
        from = end + 1;
    }
    return cells;
}

struct Row {
    Cells titles;
    Cells cells;
};

/// Every row of every table in which codes have names.
std::vector<Row> rows() {
    std::vector<Row> all;
    Cells titles;
    const std::string_view page = embedded::errors_page;
    for (std::size_t from = 0; from < page.size();) {
        const std::size_t end = std::min(page.find('\n', from), page.size());
        Cells cells = cells_of(page.substr(from, end - from));
        from = end + 1;
        if (cells.empty())
            titles.clear();
        else if (titles.empty())
            titles = std::move(cells);
        else if (titles.front() == "code" && cells.front().find("---") == std::string::npos)
            all.push_back({titles, std::move(cells)});
    }
    return all;
}

void print_row(const Row& row, const Session& session) {
    if (session.json()) {
        std::string text = "{";
        for (std::size_t i = 0; i < row.cells.size() && i < row.titles.size(); ++i) {
            if (i != 0) text += ',';
            json::append_string(text, row.titles[i]);
            text += ':';
            json::append_string(text, row.cells[i]);
        }
        session.out() << text << "}\n";
        return;
    }
    session.out() << session.cyan(row.cells.at(1)) << " (" << row.cells.at(0) << ")\n";
    for (std::size_t i = 2; i < row.cells.size() && i < row.titles.size(); ++i)
        session.out() << "  " << row.titles[i] << ": " << row.cells[i] << "\n";
}

int run_explain(const Arguments& arguments, Session& session) {
    const std::string code = arguments.required("CODE");
    std::vector<std::string> known;
    for (const Row& row : rows()) {
        if (row.cells.size() < 2) continue;
        if (row.cells[0] == code || row.cells[1] == code) {
            print_row(row, session);
            return 0;
        }
        known.push_back(row.cells[1]);
    }
    if (const idl::Explanation* rule = idl::explain(code)) {
        session.out() << session.cyan(rule->code) << ": " << rule->title << "\n\n" << idl::text(*rule);
        return 0;
    }
    for (const auto& rule : idl::explanations()) known.emplace_back(rule.code);
    session.err() << "antiphon explain: nothing is known of '" << code << "'" << runtime::did_you_mean(code, known)
                  << "; applications' own codes stand in their IDL\n";
    return 1;
}

}  // namespace

Command explain_command() {
    return {"explain",
            "says what an error code, a close code or a rule of the IDL means",
            "",
            {{"CODE", "-32061, permission_denied, 4430, or that of a finding: unknown-type, FIELD_REMOVED"}},
            {json_option()},
            {"antiphon explain 4430", "antiphon explain FIELD_REMOVED"},
            run_explain};
}

}  // namespace antiphon::cli
