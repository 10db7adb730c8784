/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-curl.h"
#include "hlc-import-private.h"
#include "hlc-joined-text.h"

/* What is said of what was left out; the rest is only counted. */
#define MAX_OMISSIONS 1000

static void
item_free (gpointer data)
{
  HlcImportItem *item = data;

  g_free (item->title);
  g_free (item->source);
  g_clear_pointer (&item->operation, hlc_operation_draft_free);
  g_clear_pointer (&item->event, hlc_event_draft_free);
  g_clear_pointer (&item->request, hlc_request_draft_free);
  g_free (item);
}

static void
omission_free (gpointer data)
{
  HlcImportOmission *omission = data;

  g_free (omission->source);
  g_free (omission->reason);
  g_free (omission);
}

/**
 * hlc_import_free:
 * @self: (transfer full): an import
 */
void
hlc_import_free (HlcImport *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->omissions);
  g_free (self->sentence);
  g_free (self);
}

/*< private >
 * hlc_import_omit:
 * @source: where it stands
 * @format: why it is left out
 * @...: its arguments
 */
void
hlc_import_omit (HlcImport *self, const char *source, const char *format, ...)
{
  HlcImportOmission *omission = NULL;
  va_list arguments;

  if (self->omissions->len >= MAX_OMISSIONS)
    return;

  omission = g_new0 (HlcImportOmission, 1);
  omission->source = g_strdup (source);
  va_start (arguments, format);
  omission->reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->omissions, omission);
}

/*< private >
 * hlc_import_take_item:
 * @item: (transfer full): what was understood
 */
void
hlc_import_take_item (HlcImport *self, HlcImportItem *item)
{
  g_ptr_array_add (self->items, item);
}

static void
read_elements (HlcImport *self, HlcJsonValue array)
{
  HlcJsonIter iter;
  HlcJsonValue element;
  guint index = 0;

  hlc_json_iter_init (&iter, array);
  while (hlc_json_iter_next (&iter, NULL, &element) && self->items->len <= HLC_IMPORT_MAX_ITEMS)
    {
      g_autofree char *source = g_strdup_printf (_ ("item %u"), ++index);
      g_autoptr (GBytes) text = hlc_json_value_dup_text (element);

      hlc_import_read_body (self, text, source, NULL);
    }
}

static gboolean
get_array (HlcJsonValue object, const char *name, HlcJsonValue *array)
{
  return hlc_json_value_get_member (object, name, array) &&
         hlc_json_value_get_type (*array) == HLC_JSON_ARRAY;
}

/* A template is kept, and becomes operations when it is used. */
static gboolean
check_no_template (HlcJsonValue root, GError **error)
{
  HlcJsonValue steps;

  if (!get_array (root, "steps", &steps))
    return TRUE;

  g_set_error_literal (
      error, HLC_ERROR, HLC_ERROR_SHAPE,
      _ ("This is a template: save it among the templates, and create its operations from there."));
  return FALSE;
}

static gboolean
read_json (HlcImport *self, GBytes *text, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, &reason);
  HlcJsonValue root;
  HlcJsonValue log;
  HlcJsonValue array;

  if (document == NULL)
    {
      g_set_error (error, reason->domain, reason->code,
                   /* Translators: where and why, as in "line 2, column 6: expected a colon …". */
                   _ ("This is no JSON, HAR or cURL line: %s"), reason->message);
      return FALSE;
    }

  root = hlc_json_document_get_root (document);
  if (!check_no_template (root, error))
    return FALSE;

  if (hlc_json_value_get_type (root) == HLC_JSON_ARRAY)
    read_elements (self, root);
  else if (hlc_json_value_get_member (root, "log", &log) && get_array (log, "entries", &array))
    {
      self->format = HLC_IMPORT_HAR;
      hlc_import_read_har (self, array);
    }
  else if (get_array (root, "items", &array) && !hlc_json_value_get_member (root, "spec", &log))
    read_elements (self, array);
  else
    hlc_import_read_body (self, text, "", NULL);
  return TRUE;
}

static gboolean
read_curl (HlcImport *self, const char *line, GPtrArray *notes, GError **error)
{
  HlcShellNotes shell = { 0 };
  HlcRequestDraft *request = hlc_curl_parse (line, &shell, error);
  g_autoptr (GBytes) body = NULL;

  if (request == NULL)
    return FALSE;

  self->format = HLC_IMPORT_CURL;
  body = g_bytes_ref (request->body);
  if (shell.has_variables)
    g_ptr_array_add (notes,
                     (gpointer) _ ("Variables in it are not filled in: $NAME stays as it is written."));
  if (shell.has_pipe)
    g_ptr_array_add (notes, (gpointer) _ ("What follows the | is not done."));
  hlc_import_read_body (self, body, "", request);
  return TRUE;
}

static guint
count_items (const HlcImport *self, HlcImportType type)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += ((HlcImportItem *) g_ptr_array_index (self->items, i))->type == type;

  return n;
}

/* "2 operations, 1 event" */
static char *
describe_counts (const HlcImport *self)
{
  guint n_operations = count_items (self, HLC_IMPORT_OPERATION);
  guint n_events = count_items (self, HLC_IMPORT_EVENT);
  guint n_requests = count_items (self, HLC_IMPORT_REQUEST);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (n_operations > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u operation", "%'u operations",
                                                          (gulong) n_operations),
                                             n_operations));
  if (n_events > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u event", "%'u events",
                                                          (gulong) n_events),
                                             n_events));
  if (n_requests > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u request to send",
                                                          "%'u requests to send", (gulong) n_requests),
                                             n_requests));
  g_ptr_array_add (parts, NULL);

  return hlc_join_words ((const char *const *) parts->pdata);
}

static char *
describe_item (const HlcImportItem *item)
{
  switch (item->type)
    {
    case HLC_IMPORT_OPERATION:
      return g_strdup_printf (item->operation->kind == HLC_OPERATION_FUNCTION_CALL
                                  ? _ ("a function call to create: %s")
                                  : _ ("a question to create: %s"),
                              item->title);

    case HLC_IMPORT_EVENT:
      return g_strdup_printf (_ ("an event to send, %s: %s"), item->event->type, item->title);

    case HLC_IMPORT_REQUEST:
    default:
      return g_strdup_printf (_ ("a request to send as it is: %s"), item->title);
    }
}

static char *
make_sentence (const HlcImport *self, GPtrArray *notes)
{
  static const char *const FORMATS[] = {
    [HLC_IMPORT_JSON] = N_ ("A JSON text"),
    [HLC_IMPORT_HAR] = N_ ("A HAR"),
    [HLC_IMPORT_CURL] = N_ ("A cURL line"),
  };
  g_autofree char *what =
      self->items->len == 1 ? describe_item (g_ptr_array_index (self->items, 0)) : describe_counts (self);
  g_autofree char *omitted = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();

  if (self->omissions->len > 0)
    omitted = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u was left out.", "%'u were left out.",
                                            (gulong) self->omissions->len),
                               self->omissions->len);

  /* Translators: the format, and what is in it: "A HAR: 2 operations, 1 event." */
  sentence = g_strdup_printf (_ ("%s: %s."), _ (FORMATS[self->format]), what);
  g_ptr_array_add (sentences, sentence);
  if (omitted != NULL)
    g_ptr_array_add (sentences, omitted);
  g_ptr_array_extend (sentences, notes, NULL, NULL);
  g_ptr_array_add (sentences, NULL);

  return hlc_join_sentences ((const char *const *) sentences->pdata);
}

static gboolean
check_found (const HlcImport *self, GError **error)
{
  const HlcImportOmission *first = NULL;

  if (self->items->len > HLC_IMPORT_MAX_ITEMS)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("It holds more than %d things: split it into parts."), HLC_IMPORT_MAX_ITEMS);
      return FALSE;
    }

  if (self->items->len > 0)
    return TRUE;

  if (self->omissions->len == 0)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("There is nothing in it."));
      return FALSE;
    }

  first = g_ptr_array_index (self->omissions, 0);
  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, "%s%s%s%s %s", _ ("Nothing in it can be used."),
               *first->source != '\0' ? " " : "", first->source, *first->source != '\0' ? ":" : "",
               first->reason);
  return FALSE;
}

static gboolean
read_text (HlcImport *self, GBytes *text, GPtrArray *notes, GError **error)
{
  gsize length = 0;
  const char *start = g_bytes_get_data (text, &length);
  g_autofree char *line = NULL;

  if (length > HLC_IMPORT_MAX_SIZE)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                           _ ("It has more than 16 MiB: that is more than an API takes."));
      return FALSE;
    }

  /* A NUL ends no JSON text and stands in no line. */
  line = g_strndup (length > 0 ? start : "", length);
  if (strlen (line) == length && hlc_curl_is_line (line))
    return read_curl (self, line, notes, error);

  return read_json (self, text, error);
}

/**
 * hlc_import_read:
 * @text: what was dropped or pasted
 * @error: %HLC_ERROR_ARGUMENT, %HLC_ERROR_SHAPE or a scanner's error: why there is nothing in it to use
 *
 * Finds out what a text is: an operation as v1, an envelope, a spec, the body of a request, an array of them; a HAR with
 * requests that create operations, or with webhooks; or a cURL line. What is not understood beside other things is left
 * out, with the reason. Nothing is sent, run or opened. Any thread; megabytes take long.
 *
 * Returns: (transfer full) (nullable): what it is
 */
HlcImport *
hlc_import_read (GBytes *text, GError **error)
{
  g_autoptr (HlcImport) self = g_new0 (HlcImport, 1);
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();

  g_return_val_if_fail (text != NULL, NULL);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->omissions = g_ptr_array_new_with_free_func (omission_free);
  if (!read_text (self, text, notes, error) || !check_found (self, error))
    return NULL;

  self->sentence = make_sentence (self, notes);
  return g_steal_pointer (&self);
}
