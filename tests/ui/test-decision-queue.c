/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-decision-queue.h"
#include "hlc-decision-toasts.h"
#include "window-fixture.h"

#define SPEC "{\"fn\":\"send_email\",\"kwargs\":{}}"

typedef struct
{
  WindowFixture parent;
  HlcDecisionQueue *queue;
  guint n_finished;
  guint n_decided;
  char *failure;
  char **undone;
} QueueFixture;

static void
finished_cb (QueueFixture *fixture, guint n_decided, GPtrArray *failures)
{
  fixture->n_finished++;
  fixture->n_decided += n_decided;
  if (failures->len > 0)
    {
      g_free (fixture->failure);
      fixture->failure = g_strdup (((HlcDecisionFailure *) g_ptr_array_index (failures, 0))->message);
    }
}

static void
undone_cb (QueueFixture *fixture, const char *const *call_ids)
{
  g_strfreev (fixture->undone);
  fixture->undone = g_strdupv ((char **) call_ids);
}

static void
set_up (QueueFixture *fixture, gconstpointer user_data)
{
  window_fixture_set_up (&fixture->parent, user_data);
  fixture->queue = hlc_decision_queue_new (hlc_console_get_store (fixture->parent.console));
  g_signal_connect_swapped (fixture->queue, "finished", G_CALLBACK (finished_cb), fixture);
  g_signal_connect_swapped (fixture->queue, "undone", G_CALLBACK (undone_cb), fixture);
  window_fixture_ask (&fixture->parent, HLC_OPERATION_FUNCTION_CALL, "call_1", SPEC);
  window_fixture_ask (&fixture->parent, HLC_OPERATION_FUNCTION_CALL, "call_2", SPEC);
}

static void
tear_down (QueueFixture *fixture, gconstpointer user_data)
{
  if (fixture->queue != NULL)
    g_assert_finalize_object (fixture->queue);
  g_free (fixture->failure);
  g_strfreev (fixture->undone);
  window_fixture_tear_down (&fixture->parent, user_data);
}

static void
approve (QueueFixture *fixture, const char *call_id)
{
  g_autoptr (HlcOperation) operation = window_fixture_read (&fixture->parent, call_id);
  g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_WINDOW);

  hlc_decision_queue_add (fixture->queue, operation, decision);
}

static void
approve_both (QueueFixture *fixture)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_WINDOW);

  g_ptr_array_add (operations, window_fixture_read (&fixture->parent, "call_1"));
  g_ptr_array_add (operations, window_fixture_read (&fixture->parent, "call_2"));
  hlc_decision_queue_add_several (fixture->queue, operations, decision);
}

static void
wait_for_finished (QueueFixture *fixture, guint n_finished)
{
  while (fixture->n_finished < n_finished)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_state (QueueFixture *fixture, const char *call_id, HlcOperationState state)
{
  g_autoptr (HlcOperation) operation = window_fixture_read (&fixture->parent, call_id);

  g_assert_cmpint (operation->state, ==, state);
}

static void
test_at_once (QueueFixture *fixture, gconstpointer user_data)
{
  approve (fixture, "call_1");
  g_assert_cmpuint (hlc_decision_queue_get_seconds_left (fixture->queue), ==, 0);
  g_assert_true (hlc_decision_queue_is_busy (fixture->queue, "call_1"));
  wait_for_finished (fixture, 1);
  g_assert_false (hlc_decision_queue_is_busy (fixture->queue, "call_1"));
  assert_state (fixture, "call_1", HLC_STATE_APPROVED);
}

static void
test_counts_down (QueueFixture *fixture, gconstpointer user_data)
{
  g_autofree char *words = NULL;

  g_object_set (fixture->queue, "undo-seconds", 3, NULL);
  approve (fixture, "call_1");
  g_assert_cmpuint (hlc_decision_queue_get_seconds_left (fixture->queue), ==, 3);
  hlc_decision_queue_advance (fixture->queue);
  words = hlc_decision_queue_describe (fixture->queue);
  g_assert_cmpstr (words, ==, "Approving in 2 s: send_email()");
  hlc_decision_queue_advance (fixture->queue);
  assert_state (fixture, "call_1", HLC_STATE_PENDING);
  hlc_decision_queue_advance (fixture->queue);
  g_assert_cmpuint (hlc_decision_queue_get_seconds_left (fixture->queue), ==, 0);
  wait_for_finished (fixture, 1);
  assert_state (fixture, "call_1", HLC_STATE_APPROVED);
}

static void
test_undo (QueueFixture *fixture, gconstpointer user_data)
{
  g_assert_false (hlc_decision_queue_undo (fixture->queue));
  approve_both (fixture);
  g_assert_true (hlc_decision_queue_holds (fixture->queue, "call_2"));
  g_assert_cmpuint (hlc_decision_queue_get_seconds_left (fixture->queue), ==, 5);
  g_assert_true (hlc_decision_queue_undo (fixture->queue));
  g_assert_cmpuint (g_strv_length (fixture->undone), ==, 2);
  hlc_decision_queue_flush (fixture->queue);
  assert_state (fixture, "call_1", HLC_STATE_PENDING);
  assert_state (fixture, "call_2", HLC_STATE_PENDING);
  g_assert_cmpuint (fixture->n_finished, ==, 0);
}

/* One batch is held at a time: a second decision carries out the first. */
static void
test_next_carries_out (QueueFixture *fixture, gconstpointer user_data)
{
  g_object_set (fixture->queue, "undo-seconds", 10, NULL);
  approve (fixture, "call_1");
  approve (fixture, "call_2");
  wait_for_finished (fixture, 1);
  assert_state (fixture, "call_1", HLC_STATE_APPROVED);
  assert_state (fixture, "call_2", HLC_STATE_PENDING);
  g_assert_true (hlc_decision_queue_holds (fixture->queue, "call_2"));
  g_assert_true (hlc_decision_queue_undo (fixture->queue));
}

/* A window that closes takes nothing back. */
static void
test_dispose_carries_out (QueueFixture *fixture, gconstpointer user_data)
{
  g_object_set (fixture->queue, "undo-seconds", 10, NULL);
  approve (fixture, "call_1");
  g_signal_handlers_disconnect_by_data (fixture->queue, fixture);
  g_clear_object (&fixture->queue);
  window_fixture_wait_for_state (&fixture->parent, "call_1", HLC_STATE_APPROVED);
}

static void
test_partial_failure (QueueFixture *fixture, gconstpointer user_data)
{
  approve_both (fixture);
  window_fixture_decide_elsewhere (&fixture->parent, "call_2", HLC_DECISION_DENY);
  hlc_decision_queue_flush (fixture->queue);
  wait_for_finished (fixture, 1);

  g_assert_cmpuint (fixture->n_decided, ==, 1);
  g_assert_cmpstr (fixture->failure, ==,
                   "This operation is decided already (Denied). Decided by: An API client: ci. "
                   "The first decision is final.");
  assert_state (fixture, "call_1", HLC_STATE_APPROVED);
  assert_state (fixture, "call_2", HLC_STATE_DENIED);
}

static void
assert_toast (GtkWidget *overlay, const char *words)
{
  GtkWidget *toast = find_widget (overlay, g_type_from_name ("AdwToastWidget"), NULL);

  if (words == NULL)
    g_assert_null (toast);
  else
    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (toast, GTK_TYPE_LABEL, NULL))), ==, words);
}

/* The toast that can undo is there as long as it can: a button that undoes nothing would be a lie. */
static void
test_toast (QueueFixture *fixture, gconstpointer user_data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  g_autoptr (HlcDecisionToasts) toasts =
      hlc_decision_toasts_new (fixture->queue, ADW_TOAST_OVERLAY (overlay));

  /* What goes is gone at once. */
  g_object_set (gtk_widget_get_settings (overlay), "gtk-enable-animations", FALSE, NULL);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));
  g_object_set (fixture->queue, "undo-seconds", 2, NULL);

  approve (fixture, "call_1");
  assert_toast (overlay, "Approving in 2 s: send_email()");
  hlc_decision_queue_advance (fixture->queue);
  assert_toast (overlay, "Approving in 1 s: send_email()");
  hlc_decision_queue_advance (fixture->queue);
  assert_toast (overlay, NULL);
  wait_for_finished (fixture, 1);
  assert_state (fixture, "call_1", HLC_STATE_APPROVED);

  approve (fixture, "call_2");
  assert_toast (overlay, "Approving in 2 s: send_email()");
  g_assert_true (hlc_decision_queue_undo (fixture->queue));
  assert_toast (overlay, NULL);
  assert_state (fixture, "call_2", HLC_STATE_PENDING);

  g_object_set (gtk_widget_get_settings (overlay), "gtk-enable-animations", TRUE, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function)                                                                                  \
  g_test_add ("/ui/decision-queue/" path, QueueFixture, NULL, set_up, function, tear_down)
  ADD ("at-once", test_at_once);
  ADD ("counts-down", test_counts_down);
  ADD ("undo", test_undo);
  ADD ("next-carries-out", test_next_carries_out);
  ADD ("dispose-carries-out", test_dispose_carries_out);
  ADD ("partial-failure", test_partial_failure);
  ADD ("toast", test_toast);
#undef ADD

  return g_test_run ();
}
