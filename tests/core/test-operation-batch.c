/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-batch.h"

#include "hlc-store-fixture.h"
#include "hlc-template-fill.h"
#include "hlc-template-shipped.h"
#include "json-input.h"

#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static void
add_draft (GPtrArray *drafts, const char *call_id)
{
  g_autoptr (HlcJsonDocument) document = parse_json ("{\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}");

  g_ptr_array_add (drafts, hlc_operation_draft_new (hlc_json_document_get_root (document),
                                                    HLC_OPERATION_FUNCTION_CALL, call_id, NULL, NULL));
}

static GPtrArray *
create (StoreFixture *fixture, GPtrArray *drafts, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_operation_batch_create_async (fixture->store, drafts, NOW, cancellable, keep_result_cb, &result);
  return hlc_operation_batch_create_finish (fixture->store, wait_for_result (&result), error);
}

static GHashTable *
find_taken (StoreFixture *fixture, GPtrArray *drafts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *taken = NULL;

  hlc_operation_batch_find_taken_async (fixture->store, drafts, NULL, keep_result_cb, &result);
  taken = hlc_operation_batch_find_taken_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return taken;
}

static gboolean
is_stored (StoreFixture *fixture, const char *call_id)
{
  g_autoptr (GPtrArray) drafts = hlc_operation_drafts_new ();
  g_autoptr (GHashTable) taken = NULL;

  add_draft (drafts, call_id);
  taken = find_taken (fixture, drafts);
  return g_hash_table_contains (taken, call_id);
}

/* All or none: an id that is taken, or stands there twice, undoes those before it too. */
static void
test_all_or_none (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) first = hlc_operation_drafts_new ();
  g_autoptr (GPtrArray) second = hlc_operation_drafts_new ();
  g_autoptr (GPtrArray) twice = hlc_operation_drafts_new ();
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) taken = NULL;
  HlcOperation *made = NULL;

  add_draft (first, "a");
  add_draft (first, NULL);
  stored = create (fixture, first, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stored->len, ==, 2);
  made = g_ptr_array_index (stored, 1);
  g_assert_true (g_str_has_prefix (made->call_id, "call_"));
  g_assert_true (g_str_has_prefix (made->run_id, "run_"));
  g_assert_true (made->is_test);
  g_assert_cmpint (made->requested_at, ==, NOW);

  add_draft (second, "b");
  add_draft (second, "a");
  taken = find_taken (fixture, second);
  g_assert_cmpuint (g_hash_table_size (taken), ==, 1);
  g_assert_true (g_hash_table_contains (taken, "a"));
  refused = create (fixture, second, NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_false (is_stored (fixture, "b"));

  g_clear_error (&error);
  add_draft (twice, "c");
  add_draft (twice, "c");
  refused = create (fixture, twice, NULL, &error);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_false (is_stored (fixture, "c"));
}

static void
test_cancel (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) drafts = hlc_operation_drafts_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;

  add_draft (drafts, "a");
  g_cancellable_cancel (cancellable);
  stored = create (fixture, drafts, cancellable, &error);
  g_assert_null (stored);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (is_stored (fixture, "a"));
}

static HlcTemplateFilling *
fill (StoreFixture *fixture, const char *name, GHashTable *values, GError **error)
{
  g_autoptr (GPtrArray) list = hlc_template_list_shipped ();
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (list, i);

      if (!g_str_equal (template->name, name))
        continue;
      hlc_template_fill_async (template, fixture->store, values, NOW, NULL, keep_result_cb, &result);
      return hlc_template_fill_finish (fixture->store, wait_for_result (&result), error);
    }

  g_assert_not_reached ();
}

/* Numbers go on from what is stored; a form keeps the scheme, and no id that is yet to be made. */
static void
test_fill (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) drafts = hlc_operation_drafts_new ();
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (HlcTemplateFilling) purchase = NULL;
  g_autoptr (HlcTemplateFilling) email = NULL;
  g_autoptr (HlcTemplateFilling) steps = NULL;
  g_autoptr (HlcTemplateFilling) wrong = NULL;
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  const HlcOperationDraft *draft = NULL;

  add_draft (drafts, "order-7");
  stored = create (fixture, drafts, NULL, &error);
  purchase = fill (fixture, "purchase-materials", NULL, &error);
  g_assert_no_error (error);
  draft = g_ptr_array_index (purchase->output->drafts, 0);
  g_assert_cmpstr (draft->call_id, ==, "order-8");
  g_assert_cmpstr (purchase->form->call_id, ==, "order-{n}");

  email = fill (fixture, "customer-email", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (email->form->call_id);
  g_assert_null (email->form->run_id);

  steps = fill (fixture, "order-in-steps", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (steps->form);
  g_assert_cmpuint (steps->titles->len, ==, 3);

  g_hash_table_insert (values, (gpointer) "nothing", (gpointer) "x");
  wrong = fill (fixture, "customer-email", values, &error);
  g_assert_null (wrong);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/operation-batch/all-or-none", StoreFixture, NULL, store_fixture_set_up, test_all_or_none,
              store_fixture_tear_down);
  g_test_add ("/operation-batch/cancel", StoreFixture, NULL, store_fixture_set_up, test_cancel,
              store_fixture_tear_down);
  g_test_add ("/operation-batch/fill", StoreFixture, NULL, store_fixture_set_up, test_fill,
              store_fixture_tear_down);

  return g_test_run ();
}
