/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-import.h"
#include "hlc-template-expand.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize size);

static void
assert_json (GBytes *bytes)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);

  g_assert_nonnull (document);
  g_assert_cmpint (hlc_json_value_get_type (hlc_json_document_get_root (document)), ==, HLC_JSON_OBJECT);
}

/* What was understood can be created or sent as it is. */
static void
check_item (const HlcImportItem *item)
{
  g_autoptr (GPtrArray) problems = hlc_problems_new ();

  g_assert_true (g_utf8_validate (item->title, -1, NULL));
  g_assert_true (item->type != HLC_IMPORT_OPERATION || item->operation != NULL);
  g_assert_true (item->type != HLC_IMPORT_EVENT || item->event != NULL);
  g_assert_true (item->type != HLC_IMPORT_REQUEST || item->request != NULL);
  if (item->operation != NULL)
    {
      assert_json (item->operation->body);
      g_assert_true (hlc_operation_draft_check (item->operation, problems));
    }
  if (item->event != NULL)
    {
      assert_json (item->event->event);
      g_assert_true (hlc_event_draft_check (item->event, problems));
    }
}

static void
check_import (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcImport) import = hlc_import_read (text, &error);

  if (import == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }

  g_assert_cmpuint (import->items->len, >, 0);
  g_assert_cmpuint (import->items->len, <=, HLC_IMPORT_MAX_ITEMS);
  g_assert_true (g_utf8_validate (import->sentence, -1, NULL));
  for (guint i = 0; i < import->items->len; i++)
    check_item (g_ptr_array_index (import->items, i));
}

static void
check_template (GBytes *text)
{
  const HlcTemplateInput input = { 1, NULL, NULL, NULL, NULL };
  g_autoptr (HlcTemplate) template = hlc_template_new ("a", text, NULL);
  g_autoptr (HlcTemplateOutput) output =
      template != NULL ? hlc_template_expand (template, &input, NULL) : NULL;

  if (output == NULL)
    return;

  g_assert_cmpuint (output->drafts->len, ==, template->n_steps);
  for (guint i = 0; i < output->drafts->len; i++)
    assert_json (((HlcOperationDraft *) g_ptr_array_index (output->drafts, i))->body);
  if (output->event != NULL)
    assert_json (output->event->event);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, size);

  check_import (text);
  check_template (text);
  return 0;
}
