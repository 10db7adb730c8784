/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-file.h"

#include <glib/gi18n-lib.h>

#include "hlc-curl.h"
#include "hlc-visible-text.h"

/* Bytes of one look at a file: between two, the reading can be stopped. */
#define CHUNK (256 * 1024)

/* Characters of a message that a library made. */
#define MAX_WORDS 300

static gboolean
check_is_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, 0,
                         cancellable, error);

  if (info == NULL)
    return FALSE;

  /* A pipe would be waited for without end. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (
          error, HLC_ERROR, HLC_ERROR_ARGUMENT,
          _ ("This is no file: choose a .json or .har file, or a text file with a cURL line."));
      return FALSE;
    }

  return TRUE;
}

/* One byte more than is allowed is read, and no more. */
static GBytes *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) text = g_byte_array_new ();

  if (!check_is_file (file, cancellable, error))
    return NULL;

  stream = g_file_read (file, cancellable, error);
  while (stream != NULL && text->len <= HLC_IMPORT_MAX_SIZE)
    {
      g_autoptr (GBytes) chunk =
          g_input_stream_read_bytes (G_INPUT_STREAM (stream), CHUNK, cancellable, error);
      gsize size = 0;
      gconstpointer data = chunk != NULL ? g_bytes_get_data (chunk, &size) : NULL;

      if (chunk == NULL)
        return NULL;
      if (size == 0)
        break;
      g_byte_array_append (text, data, (guint) size);
    }

  return stream != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&text)) : NULL;
}

static void
return_import (GTask *task, GBytes *text)
{
  GError *error = NULL;
  HlcImport *import = hlc_import_read (text, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) hlc_import_free);
  else
    g_task_return_error (task, error);
}

static void
read_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) text = load (task_data, cancellable, &error);

  if (text == NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    return_import (task, text);
}

static void
read_text (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  return_import (task, task_data);
}

/**
 * hlc_import_read_file_async:
 * @file: a regular file; anything else is refused
 * @cancellable: (nullable): stops it
 *
 * Reads a file of at most %HLC_IMPORT_MAX_SIZE and finds out what it is, as hlc_import_read().
 */
void
hlc_import_read_file_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, hlc_import_read_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, read_file);
}

/**
 * hlc_import_read_text_async:
 * @text: what was pasted or dropped
 * @cancellable: (nullable): stops waiting for it
 *
 * Finds out what a text is, as hlc_import_read().
 */
void
hlc_import_read_text_async (GBytes *text,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (text != NULL);

  g_task_set_source_tag (task, hlc_import_read_text_async);
  g_task_set_task_data (task, g_bytes_ref (text), (GDestroyNotify) g_bytes_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, read_text);
}

/**
 * hlc_import_read_finish:
 *
 * Returns: (transfer full) (nullable): what it is, or %NULL with a message that is fit to be shown
 */
HlcImport *
hlc_import_read_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  HlcImport *import = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  import = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (import == NULL)
    {
      g_autofree char *visible =
          hlc_visible_text_bounded (local_error->message, -1, HLC_VISIBLE_ONE_LINE, MAX_WORDS);

      g_set_error_literal (error, local_error->domain, local_error->code, visible);
    }
  return import;
}

/**
 * hlc_import_looks_like:
 * @text: a text from the clipboard
 *
 * Returns: whether it begins as JSON does or is a cURL line, so that it is worth being read; pure
 */
gboolean
hlc_import_looks_like (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  while (g_ascii_isspace (*text))
    text++;
  return *text == '{' || *text == '[' || hlc_curl_is_line (text);
}
