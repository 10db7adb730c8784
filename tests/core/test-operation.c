/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-delivery.h"
#include "hlc-query.h"

#define ROUND_TRIP(type, prefix, last)                                                                       \
  for (int value = 0; value <= (int) (last); value++)                                                        \
    {                                                                                                        \
      type found = (type) 99;                                                                                \
                                                                                                             \
      g_assert_true (prefix##_from_string (prefix##_to_string ((type) value), &found));                      \
      g_assert_cmpint (found, ==, value);                                                                    \
    }

static void
test_round_trips (void)
{
  ROUND_TRIP (HlcOperationKind, hlc_operation_kind, HLC_OPERATION_HUMAN_CONTACT);
  ROUND_TRIP (HlcOperationState, hlc_operation_state, HLC_STATE_RESPONDED);
  ROUND_TRIP (HlcVerdict, hlc_verdict, HLC_VERDICT_FAILED);
}

/* The names that DESIGN.md promises to scripts. */
static void
test_wire_names (void)
{
  g_assert_cmpstr (hlc_operation_kind_to_string (HLC_OPERATION_HUMAN_CONTACT), ==, "human_contact");
  g_assert_cmpstr (hlc_operation_state_to_string (HLC_STATE_DENIED), ==, "denied");
  g_assert_cmpstr (hlc_origin_to_string (HLC_ORIGIN_WEBHOOK), ==, "webhook");
  g_assert_cmpstr (hlc_origin_to_string (HLC_ORIGIN_API), ==, "api");
  g_assert_cmpstr (hlc_channel_to_string (HLC_CHANNEL_POLICY), ==, "policy");
  g_assert_null (hlc_channel_to_string (HLC_CHANNEL_NONE));
  g_assert_cmpstr (hlc_verdict_to_string (HLC_VERDICT_UNVERIFIED), ==, "unverified");
  g_assert_cmpstr (hlc_reason_to_string (HLC_REASON_TIMESTAMP_TOO_OLD), ==, "timestamp_too_old");
  g_assert_cmpstr (hlc_reason_to_string (HLC_REASON_NOT_CHECKED), ==, "not_checked");
  g_assert_cmpstr (hlc_diagnosis_to_string (HLC_DIAGNOSIS_BODY_RESERIALISED), ==, "body_reserialised");
  g_assert_null (hlc_diagnosis_to_string (HLC_DIAGNOSIS_NONE));
  g_assert_cmpstr (hlc_body_version_to_string (HLC_BODY_V1BETA3), ==, "v1beta3");
  g_assert_null (hlc_body_version_to_string (HLC_BODY_UNKNOWN));
}

static void
test_unknown_names (void)
{
  HlcOperationKind kind = HLC_OPERATION_HUMAN_CONTACT;
  HlcOperationState state = HLC_STATE_DENIED;
  HlcVerdict verdict = HLC_VERDICT_FAILED;
  HlcStateFilter filter = HLC_STATES_COMPLETED;

  g_assert_false (hlc_operation_kind_from_string ("Function_call", &kind));
  g_assert_false (hlc_operation_state_from_string ("", &state));
  g_assert_false (hlc_operation_state_from_string (NULL, &state));
  g_assert_false (hlc_verdict_from_string ("verified ", &verdict));
  g_assert_false (hlc_state_filter_from_string ("open", &filter));
  g_assert_cmpint (kind, ==, HLC_OPERATION_HUMAN_CONTACT);
  g_assert_cmpint (state, ==, HLC_STATE_DENIED);
  g_assert_cmpint (verdict, ==, HLC_VERDICT_FAILED);
  g_assert_cmpint (filter, ==, HLC_STATES_COMPLETED);
}

static void
test_records (void)
{
  g_autoptr (HlcDelivery) delivery = hlc_delivery_new ();
  g_autoptr (HlcDelivery) same = hlc_delivery_ref (delivery);
  g_autoptr (HlcTimelineEntry) entry = hlc_timeline_entry_new (7, "created", NULL);

  delivery->operation = hlc_operation_new ();
  delivery->operation->spec = g_bytes_new_static ("{}", 2);
  delivery->operation->call_id = g_strdup ("call-1");
  delivery->headers = hlc_header_list_new ();
  delivery->body = g_bytes_new_static ("{}", 2);

  g_assert_true (same == delivery);
  g_assert_cmpint (delivery->verdict, ==, HLC_VERDICT_FAILED);
  g_assert_cmpint (delivery->reason, ==, HLC_REASON_NOT_CHECKED);
  g_assert_cmpint (delivery->operation->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (entry->at, ==, 7);
  g_assert_cmpstr (entry->type, ==, "created");
  g_assert_null (entry->detail);
}

static void
test_queries (void)
{
  g_autoptr (HlcOperationQuery) operations = hlc_operation_query_new (HLC_STATES_PENDING);
  g_autoptr (HlcOperationQuery) operations_copy = NULL;
  g_autoptr (HlcDeliveryQuery) deliveries = hlc_delivery_query_new ();
  g_autoptr (HlcDeliveryQuery) deliveries_copy = NULL;
  HlcStateFilter filter = HLC_STATES_ALL;

  g_assert_cmpint (operations->kind, ==, -1);
  g_assert_cmpint (deliveries->verdict, ==, -1);

  operations->run_id = g_strdup ("run-1");
  operations->search = g_strdup ("mail");
  operations_copy = hlc_operation_query_copy (operations);
  deliveries->verdict = HLC_VERDICT_FAILED;
  deliveries->search = g_strdup ("msg");
  deliveries_copy = hlc_delivery_query_copy (deliveries);

  g_assert_cmpint (operations_copy->states, ==, HLC_STATES_PENDING);
  g_assert_cmpstr (operations_copy->run_id, ==, "run-1");
  g_assert_cmpstr (operations_copy->search, ==, "mail");
  g_assert_true (operations_copy->search != operations->search);
  g_assert_cmpint (deliveries_copy->verdict, ==, HLC_VERDICT_FAILED);
  g_assert_cmpstr (deliveries_copy->search, ==, "msg");

  g_assert_true (hlc_state_filter_from_string ("responded", &filter));
  g_assert_cmpint (filter, ==, HLC_STATES_RESPONDED);
}

/* What is decided here waits here: anything that is pending, but what was created elsewhere. */
static void
test_is_ours (void)
{
  for (HlcOrigin origin = HLC_ORIGIN_API; origin <= HLC_ORIGIN_WEBHOOK; origin++)
    {
      for (HlcOperationState state = HLC_STATE_PENDING; state <= HLC_STATE_RESPONDED; state++)
        {
          g_autoptr (HlcOperation) operation = hlc_operation_new ();

          operation->origin = origin;
          operation->state = state;
          g_assert_cmpint (hlc_operation_is_ours_to_decide (operation), ==,
                           state == HLC_STATE_PENDING && origin != HLC_ORIGIN_REMOTE);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/operation/round-trips", test_round_trips);
  g_test_add_func ("/operation/wire-names", test_wire_names);
  g_test_add_func ("/operation/unknown-names", test_unknown_names);
  g_test_add_func ("/operation/records", test_records);
  g_test_add_func ("/operation/queries", test_queries);
  g_test_add_func ("/operation/is-ours", test_is_ours);

  return g_test_run ();
}
