#include "generated_types.h"

#include "calls.h"
#include "common.h"
#include "hostile.h"
#include "imports.h"
#include "recursive.h"
#include "services.h"
#include "types.h"
#include "unions.h"

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace antiphon::golden {

namespace {

template <class T>
T read(std::string_view text, json::Reading reading) {
    T value{};
    read_json(json::thread_parser().parse(text), json::Path(reading), value);
    return value;
}

template <class T>
GeneratedType of() {
    return {[](std::string_view text, json::Reading reading) {
                std::string out;
                write_json(out, read<T>(text, reading));
                return out;
            },
            [](std::string_view a, std::string_view b, json::Reading reading) {
                return read<T>(a, reading) == read<T>(b, reading);
            }};
}

}  // namespace

const std::map<std::string, GeneratedType>& generated_types() {
    static const std::map<std::string, GeneratedType> types = {
        {"types.Builtins", of<::golden::types::Builtins>()},
        {"types.Containers", of<::golden::types::Containers>()},
        {"types.Defaults", of<::golden::types::Defaults>()},
        {"types.Nulls", of<::golden::types::Nulls>()},
        {"types.Limits", of<::golden::types::Limits>()},
        {"types.Numbers", of<::golden::types::Numbers>()},
        {"types.Levels", of<::golden::types::Levels>()},
        {"types.Aliases", of<::golden::types::Aliases>()},
        {"types.Point", of<::golden::types::Point>()},
        {"types.Pair", of<::golden::types::Pair>()},
        {"types.Pairs", of<::golden::types::Pairs>()},
        {"types.Stamped", of<::golden::types::Stamped>()},
        {"types.Document", of<::golden::types::Document>()},
        {"types.Strict", of<::golden::types::Strict>()},
        {"types.Empty", of<::golden::types::Empty>()},
        {"types.Old", of<::golden::types::Old>()},
        {"unions.Card", of<::golden::unions::Card>()},
        {"unions.Invoice", of<::golden::unions::Invoice>()},
        {"unions.Cash", of<::golden::unions::Cash>()},
        {"unions.Payment", of<::golden::unions::Payment>()},
        {"unions.ClosedPayment", of<::golden::unions::ClosedPayment>()},
        {"unions.Proof", of<::golden::unions::Proof>()},
        {"unions.ByNumber", of<::golden::unions::ByNumber>()},
        {"unions.ByHash", of<::golden::unions::ByHash>()},
        {"unions.Latest", of<::golden::unions::Latest>()},
        {"unions.BlockId", of<::golden::unions::BlockId>()},
        {"unions.Loose", of<::golden::unions::Loose>()},
        {"unions.Tight", of<::golden::unions::Tight>()},
        {"unions.All", of<::golden::unions::All>()},
        {"recursive.Tree", of<::golden::recursive::Tree>()},
        {"recursive.List", of<::golden::recursive::List>()},
        {"recursive.Left", of<::golden::recursive::Left>()},
        {"recursive.Right", of<::golden::recursive::Right>()},
        {"recursive.Expression", of<::golden::recursive::Expression>()},
        {"recursive.Number", of<::golden::recursive::Number>()},
        {"recursive.Sum", of<::golden::recursive::Sum>()},
        {"recursive.Not", of<::golden::recursive::Not>()},
        {"recursive.Value", of<::golden::recursive::Value>()},
        {"recursive.Patchy", of<::golden::recursive::Patchy>()},
        {"recursive.Outline", of<::golden::recursive::Outline>()},
        {"calls.Item", of<::golden::calls::Item>()},
        {"calls.Tree", of<::golden::calls::Tree>()},
        {"calls.PickParams", of<::golden::calls::PickParams>()},
        {"calls.Choice", of<::golden::calls::Choice>()},
        {"calls.GetParams", of<::golden::calls::GetParams>()},
        {"calls.PlaceParams", of<::golden::calls::PlaceParams>()},
        {"calls.MoveParams", of<::golden::calls::MoveParams>()},
        {"calls.FourParams", of<::golden::calls::FourParams>()},
        {"calls.NoneParams", of<::golden::calls::NoneParams>()},
        {"calls.DivideParams", of<::golden::calls::DivideParams>()},
        {"calls.OpenPortParams", of<::golden::calls::OpenPortParams>()},
        {"calls.CountParams", of<::golden::calls::CountParams>()},
        {"calls.EnableParams", of<::golden::calls::EnableParams>()},
        {"calls.AllowParams", of<::golden::calls::AllowParams>()},
        {"calls.RateParams", of<::golden::calls::RateParams>()},
        {"calls.TurnParams", of<::golden::calls::TurnParams>()},
        {"calls.ShiftParams", of<::golden::calls::ShiftParams>()},
        {"calls.MarkParams", of<::golden::calls::MarkParams>()},
        {"calls.FailedData", of<::golden::calls::FailedData>()},
        {"calls.ResizeParams", of<::golden::calls::ResizeParams>()},
        {"calls.TagParams", of<::golden::calls::TagParams>()},
        {"calls.NameParams", of<::golden::calls::NameParams>()},
        {"calls.WaitParams", of<::golden::calls::WaitParams>()},
        {"calls.KeepParams", of<::golden::calls::KeepParams>()},
        {"calls.OldParams", of<::golden::calls::OldParams>()},
        {"calls.ClashParams", of<::golden::calls::ClashParams>()},
        {"services.Message", of<::golden::services::Message>()},
        {"services.Moved", of<::golden::services::Moved>()},
        {"services.Jumped", of<::golden::services::Jumped>()},
        {"services.Motion", of<::golden::services::Motion>()},
        {"services.ClosedInfo", of<::golden::services::ClosedInfo>()},
        {"services.Notice", of<::golden::services::Notice>()},
        {"services.NotAMemberData", of<::golden::services::NotAMemberData>()},
        {"services.PostParams", of<::golden::services::PostParams>()},
        {"services.HistoryParams", of<::golden::services::HistoryParams>()},
        {"services.HistoryResult", of<::golden::services::HistoryResult>()},
        {"services.AddParams", of<::golden::services::AddParams>()},
        {"services.MayJoinParams", of<::golden::services::MayJoinParams>()},
        {"services.MayHearParams", of<::golden::services::MayHearParams>()},
        {"services.FindParams", of<::golden::services::FindParams>()},
        {"services.LeaveParams", of<::golden::services::LeaveParams>()},
        {"services.PingParams", of<::golden::services::PingParams>()},
        {"services.Typing", of<::golden::services::Typing>()},
        {"services.Announced", of<::golden::services::Announced>()},
        {"services.NoticePayload", of<::golden::services::NoticePayload>()},
        {"services.PushJob", of<::golden::services::PushJob>()},
        {"services.AdminPostParams", of<::golden::services::AdminPostParams>()},
        {"services.PostResult", of<::golden::services::PostResult>()},
        {"services.Posted", of<::golden::services::Posted>()},
        {"imports.Money", of<::golden::common::Money>()},
        {"imports.Stamped", of<::golden::common::Stamped>()},
        {"imports.Shape", of<::golden::common::Shape>()},
        {"imports.Dot", of<::golden::common::Dot>()},
        {"imports.NotFoundData", of<::golden::common::NotFoundData>()},
        {"imports.Bill", of<::golden::imports::Bill>()},
        {"imports.GetParams", of<::golden::imports::GetParams>()},
        {"hostile.Service", of<::class_::antiphon_::std_::Service_>()},
        {"hostile.DeclaredError", of<::class_::antiphon_::std_::DeclaredError>()},
        {"hostile.Client", of<::class_::antiphon_::std_::Client>()},
        {"hostile.PlaceParams", of<::class_::antiphon_::std_::PlaceParams>()},
        {"hostile.Placed", of<::class_::antiphon_::std_::Placed>()},
        {"hostile.FormForm", of<::class_::antiphon_::std_::FormForm>()},
        {"hostile.Keywords", of<::class_::antiphon_::std_::Keywords>()},
        {"hostile.OutOfStockData", of<::class_::antiphon_::std_::OutOfStockData>()},
        {"hostile.ClassPlaceParams", of<::class_::antiphon_::std_::ClassPlaceParams>()},
        {"hostile.DeleteParams", of<::class_::antiphon_::std_::DeleteParams>()},
        {"hostile.PlaceAsyncParams", of<::class_::antiphon_::std_::PlaceAsyncParams>()},
        {"hostile.ChannelParams", of<::class_::antiphon_::std_::ChannelParams>()},
        {"hostile.PlacedPayload", of<::class_::antiphon_::std_::PlacedPayload>()},
        {"hostile.ClassJob", of<::class_::antiphon_::std_::ClassJob>()},
    };
    return types;
}

}  // namespace antiphon::golden
