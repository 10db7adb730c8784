/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"
#include "hlc-retry.h"

/* Time as the outbox sees it. */
static void
advance (StoreFixture *fixture, gint64 microseconds)
{
  hlc_clock_set_now (fixture->clock, hlc_clock_get_now (fixture->clock) + microseconds);
}

static gint64
next_due_at (StoreFixture *fixture)
{
  g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);

  return outbox->next_due_at;
}

static void
assert_timeline (StoreFixture *fixture, const char *call_id, const char *expected)
{
  g_autofree char *timeline = dup_timeline (fixture, call_id);

  g_assert_cmpstr (timeline, ==, expected);
}

/* What a handler gets that never takes it: the whole schedule, then nothing more. */
static void
test_whole_schedule (StoreFixture *fixture, gconstpointer user_data)
{
  static const gint64 DELAYS[] = {
    5 * G_TIME_SPAN_SECOND, 5 * G_TIME_SPAN_MINUTE, 30 * G_TIME_SPAN_MINUTE, 2 * G_TIME_SPAN_HOUR,
    5 * G_TIME_SPAN_HOUR,   10 * G_TIME_SPAN_HOUR,  10 * G_TIME_SPAN_HOUR,
  };
  static const guint32 RANDOMS[] = {
    0, G_MAXUINT32, G_MAXUINT32 / 2, 1, G_MAXUINT32 / 3, 77, G_MAXUINT32 - 1
  };
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");

  approve_call (fixture, "c1");
  for (guint i = 0; i < HLC_RETRY_STEPS; i++)
    {
      HlcAttemptResult *result = make_result (fixture, HLC_FAILURE_STATUS, 500);
      gint64 now = hlc_clock_get_now (fixture->clock);
      gint64 id = find_due (fixture, "c1@ep_a");
      g_autoptr (HlcAttempt) attempt = NULL;

      g_test_message ("attempt %u", i + 1);
      result->random = i < G_N_ELEMENTS (RANDOMS) ? RANDOMS[i] : 0;
      attempt = record_result (fixture, id, result, 1);
      g_assert_cmpint (attempt->state, ==, HLC_ATTEMPT_FAILED);
      g_assert_cmpuint (attempt->number, ==, i + 1);
      g_assert_cmpuint (attempt->step, ==, i + 1);
      assert_due (fixture, "");
      g_assert_cmpint (next_due_at (fixture), ==, attempt->next_at);
      if (i == G_N_ELEMENTS (DELAYS))
        {
          g_assert_cmpint (attempt->next_at, ==, 0);
          break;
        }

      g_assert_cmpint (attempt->next_at - now, >=, DELAYS[i] - DELAYS[i] / 5);
      g_assert_cmpint (attempt->next_at - now, <=, DELAYS[i] + DELAYS[i] / 5);
      assert_timeline (fixture, "c1", "requested approved");

      /* As after a restart: one microsecond before its time it is not due. */
      if (i == 3)
        store_fixture_reopen (fixture);
      hlc_clock_set_now (fixture->clock, attempt->next_at - 1);
      assert_due (fixture, "");
      hlc_clock_set_now (fixture->clock, attempt->next_at);
    }

  assert_timeline (fixture, "c1", "requested approved undelivered");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_FAILED);
  g_assert_cmpint (read_number (fixture, "SELECT n_attempts FROM message"), ==, HLC_RETRY_STEPS);
  advance (fixture, 100 * G_TIME_SPAN_DAY);
  assert_due (fixture, "");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-outbox/whole-schedule", test_whole_schedule },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
