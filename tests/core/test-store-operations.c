/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-fixture.h"
#include "hlc-store-operations.h"
#include "hlc-store-schema.h"

#define SPEC                                                                                                 \
  "{\"fn\":\"send_email\",\"kwargs\":{\"n\":12345678901234567890},\"reject_options\":[{\"name\":\"bad\"}]}"
#define SAME_SPEC                                                                                            \
  "{\"kwargs\":{\"n\":12345678901234567890}, "                                                               \
  "\"reject_options\":[{\"name\":\"b\\u0061d\"}],\"fn\":\"send_email\"}"
#define OTHER_SPEC "{\"fn\":\"send_email\",\"kwargs\":{\"n\":12345678901234567891}}"
#define CONTACT_SPEC "{\"msg\":\"Which region?\"}"

static HlcOperation *
make_operation (const char *call_id, HlcOperationKind kind, const char *run_id, const char *spec)
{
  HlcOperation *operation = hlc_operation_new ();

  operation->call_id = g_strdup (call_id);
  operation->run_id = g_strdup (run_id);
  operation->kind = kind;
  operation->origin = HLC_ORIGIN_API;
  operation->title = g_strdup ("title");
  operation->requested_at = G_TIME_SPAN_HOUR;
  operation->spec = g_bytes_new (spec, strlen (spec));
  return operation;
}

static HlcOperation *
create (StoreFixture *fixture, const char *call_id, HlcOperationKind kind, const char *spec, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperation) operation = make_operation (call_id, kind, "run_1", spec);

  hlc_store_create_operation_async (fixture->store, operation, keep_result_cb, &result);
  return hlc_store_create_operation_finish (fixture->store, wait_for_result (&result), error);
}

static void
create_call (StoreFixture *fixture, const char *call_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = create (fixture, call_id, HLC_OPERATION_FUNCTION_CALL, SPEC, &error);

  g_assert_no_error (error);
}

static HlcOperation *
decide (StoreFixture *fixture,
        const char *call_id,
        HlcDecisionType type,
        const char *text,
        const char *option,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcDecision) decision = hlc_decision_new (type, text, option, HLC_CHANNEL_NOTIFICATION);

  decision->name = g_strdup ("somebody");
  hlc_store_decide_async (fixture->store, call_id, decision, keep_result_cb, &result);
  return hlc_store_decide_finish (fixture->store, wait_for_result (&result), error);
}

static HlcOperation *
escalate (StoreFixture *fixture, const char *call_id, HlcOperationKind kind, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_escalate_async (fixture->store, call_id, kind, "Please hurry.", keep_result_cb, &result);
  return hlc_store_escalate_finish (fixture->store, wait_for_result (&result), error);
}

/* The types of the timeline's entries, in order. */
static void
assert_timeline (StoreFixture *fixture, const char *call_id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, call_id, &timeline, &error);
  g_autoptr (GString) types = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < timeline->len; i++)
    {
      HlcTimelineEntry *entry = g_ptr_array_index (timeline, i);

      g_string_append_printf (types, "%s%s", i > 0 ? " " : "", entry->type);
    }
  g_assert_cmpstr (types->str, ==, expected);
}

/* One number from the database, over a connection of its own: what is committed. */
static gint64
read_number (StoreFixture *fixture, const char *query)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSql) sql = hlc_store_schema_open_reader (path, &error);
  gint64 number = -1;

  g_assert_no_error (error);
  g_assert_true (hlc_sql_get_int (sql, query, &number, &error));
  g_assert_no_error (error);
  return number;
}

static void
test_create (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) created = create (fixture, "c1", HLC_OPERATION_FUNCTION_CALL, SPEC, &error);
  g_autoptr (HlcOperation) stored = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (created->id, >, 0);

  store_fixture_reopen (fixture);
  stored = load_operation (fixture, "c1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->id, ==, created->id);
  g_assert_cmpint (stored->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (stored->origin, ==, HLC_ORIGIN_API);
  g_assert_cmpmem (g_bytes_get_data (stored->spec, NULL), g_bytes_get_size (stored->spec), SPEC,
                   strlen (SPEC));
  g_assert_null (stored->status);
  assert_timeline (fixture, "c1", "requested");
}

/* A client that sends its request again means the same operation; another request needs another id. */
static void
test_create_again (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcOperationKind kind;
    const char *run_id;
    const char *spec;
    gboolean same;
    const char *extra; /* members that the protocol does not name */
  } CASES[] = {
    { HLC_OPERATION_FUNCTION_CALL, "run_1", SPEC, TRUE },
    { HLC_OPERATION_FUNCTION_CALL, "run_1", SAME_SPEC, TRUE },
    { HLC_OPERATION_FUNCTION_CALL, "run_1", OTHER_SPEC, FALSE },
    { HLC_OPERATION_FUNCTION_CALL, "run_2", SPEC, FALSE },
    { HLC_OPERATION_HUMAN_CONTACT, "run_1", SPEC, FALSE },
    { HLC_OPERATION_FUNCTION_CALL, "run_1", SPEC, FALSE, "\"trace\":1" },
  };

  create_call (fixture, "c1");
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcOperation) wanted = make_operation ("c1", CASES[i].kind, CASES[i].run_id, CASES[i].spec);
      g_autoptr (HlcOperation) stored = NULL;

      g_test_message ("case %u", i);
      if (CASES[i].extra != NULL)
        wanted->extra = g_bytes_new (CASES[i].extra, strlen (CASES[i].extra));
      hlc_store_create_operation_async (fixture->store, wanted, keep_result_cb, &result);
      stored = hlc_store_create_operation_finish (fixture->store, wait_for_result (&result), &error);
      if (CASES[i].same)
        {
          g_assert_no_error (error);
          g_assert_cmpint (stored->id, ==, 1);
          g_assert_cmpmem (g_bytes_get_data (stored->spec, NULL), g_bytes_get_size (stored->spec), SPEC,
                           strlen (SPEC));
        }
      else
        {
          g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
          g_assert_null (stored);
        }
    }

  assert_timeline (fixture, "c1", "requested");
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM operation"), ==, 1);
}

/* A retry after the decision learns of the decision. */
static void
test_create_again_when_decided (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) decided = NULL;
  g_autoptr (HlcOperation) again = NULL;

  create_call (fixture, "c1");
  decided = decide (fixture, "c1", HLC_DECISION_APPROVE, NULL, NULL, &error);
  g_assert_no_error (error);
  again = create (fixture, "c1", HLC_OPERATION_FUNCTION_CALL, SPEC, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->state, ==, HLC_STATE_APPROVED);
  g_assert_true (g_bytes_equal (again->status, decided->status));
}

static void
test_decide (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcOperationKind kind;
    HlcDecisionType type;
    const char *text, *option;
    HlcOperationState state;
    const char *timeline, *event_type;
  } CASES[] = {
    { HLC_OPERATION_FUNCTION_CALL, HLC_DECISION_APPROVE, NULL, NULL, HLC_STATE_APPROVED, "requested approved",
      "function_call.completed" },
    { HLC_OPERATION_FUNCTION_CALL, HLC_DECISION_DENY, "no", "bad", HLC_STATE_DENIED, "requested denied",
      "function_call.completed" },
    { HLC_OPERATION_HUMAN_CONTACT, HLC_DECISION_RESPOND, "eu", NULL, HLC_STATE_RESPONDED,
      "requested responded", "human_contact.completed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);
      g_autofree char *messages = g_strdup_printf (
          "SELECT count (*) FROM message m JOIN operation o ON o.id = m.operation WHERE o.call_id ="
          " '%s' AND m.event_type = '%s' AND m.message_id LIKE 'msg/____________________________'"
          " ESCAPE '/'",
          call_id, CASES[i].event_type);
      const char *spec = CASES[i].kind == HLC_OPERATION_FUNCTION_CALL ? SPEC : CONTACT_SPEC;
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcOperation) created = create (fixture, call_id, CASES[i].kind, spec, &error);
      g_autoptr (HlcOperation) decided = NULL;
      g_autoptr (HlcOperation) stored = NULL;

      hlc_clock_set_now (fixture->clock, G_TIME_SPAN_DAY + i);
      decided = decide (fixture, call_id, CASES[i].type, CASES[i].text, CASES[i].option, &error);
      g_assert_no_error (error);

      /* All of it is there when the answer is: the outcome, who decided, and exactly one message. */
      g_assert_cmpint (read_number (fixture, messages), ==, 1);
      stored = load_operation (fixture, call_id, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (decided->state, ==, CASES[i].state);
      g_assert_cmpint (stored->state, ==, CASES[i].state);
      g_assert_cmpint (stored->responded_at, ==, G_TIME_SPAN_DAY + i);
      g_assert_cmpint (stored->decided_channel, ==, HLC_CHANNEL_NOTIFICATION);
      g_assert_cmpstr (stored->decided_name, ==, "somebody");
      g_assert_true (g_bytes_equal (stored->status, decided->status));
      assert_timeline (fixture, call_id, CASES[i].timeline);
    }
}

static void
test_refused_decisions (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *call_id;
    HlcDecisionType type;
    const char *text, *option;
    int code; /* -1: it is carried out */
  } STEPS[] = {
    { "nothing", HLC_DECISION_APPROVE, NULL, NULL, HLC_ERROR_NOT_FOUND },
    { "c1", HLC_DECISION_RESPOND, "hello", NULL, HLC_ERROR_ARGUMENT },
    { "c1", HLC_DECISION_DENY, NULL, NULL, HLC_ERROR_ARGUMENT },
    { "c1", HLC_DECISION_DENY, "no", "unknown", HLC_ERROR_ARGUMENT },
    { "c1", HLC_DECISION_DENY, "no", NULL, -1 },
    { "c1", HLC_DECISION_APPROVE, NULL, NULL, HLC_ERROR_CONFLICT },
    { "c1", HLC_DECISION_DENY, "no", NULL, HLC_ERROR_CONFLICT },
  };

  create_call (fixture, "c1");
  for (guint i = 0; i < G_N_ELEMENTS (STEPS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcOperation) decided =
          decide (fixture, STEPS[i].call_id, STEPS[i].type, STEPS[i].text, STEPS[i].option, &error);

      g_test_message ("step %u", i);
      if (STEPS[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, HLC_ERROR, STEPS[i].code);
      g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message"), ==,
                       decided != NULL || STEPS[i].code == HLC_ERROR_CONFLICT);
    }

  assert_timeline (fixture, "c1", "requested denied");
}

/* Two that decide at once share a transaction: one is first, and what the other began is undone. */
static void
test_first_decision_wins (StoreFixture *fixture, gconstpointer user_data)
{
  GAsyncResult *results[3] = { NULL };
  guint n_decided = 0;

  create_call (fixture, "c1");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (HlcDecision) decision =
          hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_WINDOW);

      hlc_store_decide_async (fixture->store, "c1", decision, keep_result_cb, &results[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GAsyncResult) result = wait_for_result (&results[i]);
      g_autoptr (HlcOperation) decided = hlc_store_decide_finish (fixture->store, result, &error);

      n_decided += decided != NULL;
      if (decided == NULL)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
    }

  g_assert_cmpuint (n_decided, ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message"), ==, 1);
  assert_timeline (fixture, "c1", "requested approved");
}

static void
test_escalate (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) escalated = NULL;
  g_autoptr (HlcOperation) stored = NULL;
  HlcTimelineEntry *entry;

  create_call (fixture, "c1");
  g_assert_null (escalate (fixture, "nothing", HLC_OPERATION_FUNCTION_CALL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (escalate (fixture, "c1", HLC_OPERATION_HUMAN_CONTACT, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_timeline (fixture, "c1", "requested");

  hlc_clock_set_now (fixture->clock, 2 * G_TIME_SPAN_DAY);
  escalated = escalate (fixture, "c1", HLC_OPERATION_FUNCTION_CALL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (escalated->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (escalated->escalated_at, ==, 2 * G_TIME_SPAN_DAY);

  stored = load_operation (fixture, "c1", &timeline, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (stored->escalated_at, ==, 2 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (timeline->len, ==, 2);
  entry = g_ptr_array_index (timeline, 1);
  g_assert_cmpstr (entry->type, ==, "escalated");
  g_assert_cmpstr (entry->detail, ==, "Please hurry.");
}

static void
assert_polls (StoreFixture *fixture, gint64 polls, gint64 last_polled_at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, "c1", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (operation->polls, ==, polls);
  g_assert_cmpint (operation->last_polled_at, ==, last_polled_at);
}

/* Told by nobody and written by nobody until the store closes. */
static void
test_closing_writes_polls (StoreFixture *fixture, gconstpointer user_data)
{
  create_call (fixture, "c1");
  for (guint i = 1; i <= 10; i++)
    {
      hlc_clock_set_now (fixture->clock, G_TIME_SPAN_DAY + i);
      hlc_store_note_poll (fixture->store, 1);
    }

  assert_polls (fixture, 0, 0);
  store_fixture_reopen (fixture);
  assert_polls (fixture, 10, G_TIME_SPAN_DAY + 10);
  hlc_store_note_poll (fixture->store, 1);
  store_fixture_reopen (fixture);
  assert_polls (fixture, 11, G_TIME_SPAN_DAY + 10);
}

typedef struct
{
  guint n_signals;
  guint n_operations;
} Changes;

static void
changed_cb (HlcStore *store, HlcStoreChanges *changes, gpointer user_data)
{
  Changes *counted = user_data;

  /* That a row became searchable is told by itself. */
  if (changes->operations->len == 0)
    return;

  counted->n_signals++;
  counted->n_operations += changes->operations->len;
}

static void
test_polls_are_one_change (StoreFixture *fixture, gconstpointer user_data)
{
  Changes changes = { 0, 0 };
  GSource *source;

  create_call (fixture, "c1");
  store_fixture_make_searchable (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &changes);
  for (guint i = 0; i < 10; i++)
    hlc_store_note_poll (fixture->store, 1);

  /* As if the second were over. */
  source = g_main_context_find_source_by_user_data (NULL, fixture->store);
  g_assert_nonnull (source);
  g_source_set_ready_time (source, 0);
  while (changes.n_signals == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_cmpuint (changes.n_operations, ==, 1);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, fixture->store));
  assert_polls (fixture, 10, G_TIME_SPAN_DAY);
}

static void
test_closed (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  create_call (fixture, "c1");
  hlc_store_close (fixture->store);
  g_assert_null (decide (fixture, "c1", HLC_DECISION_APPROVE, NULL, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_UNHEALTHY);

  /* Nothing is left that would wake up when the store is gone. */
  hlc_store_note_poll (fixture->store, 1);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, fixture->store));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-operations/create", test_create },
    { "/store-operations/create-again", test_create_again },
    { "/store-operations/create-again-when-decided", test_create_again_when_decided },
    { "/store-operations/decide", test_decide },
    { "/store-operations/refused-decisions", test_refused_decisions },
    { "/store-operations/first-decision-wins", test_first_decision_wins },
    { "/store-operations/escalate", test_escalate },
    { "/store-operations/closing-writes-polls", test_closing_writes_polls },
    { "/store-operations/polls-are-one-change", test_polls_are_one_change },
    { "/store-operations/closed", test_closed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
