/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

#include "hlc-json-printer.h"
#include "hlc-json-writer.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, size_t length);

/* Reads every value in every way. The depth is bounded by the scanner. */
static void
walk (HlcJsonValue value)
{
  g_autofree char *string = hlc_json_value_dup_string (value, NULL);
  HlcJsonValue name = { 0 }, inner;
  HlcJsonIter iter;
  gint64 number;

  g_assert_true (string == NULL || g_utf8_validate (string, -1, NULL));
  if (hlc_json_value_get_int (value, &number))
    g_assert_cmpint (hlc_json_value_get_type (value), ==, HLC_JSON_NUMBER);

  hlc_json_iter_init (&iter, value);
  while (hlc_json_iter_next (&iter, &name, &inner))
    {
      g_assert_cmpuint (inner.length, >, 0);
      if (name.document != NULL)
        g_assert_cmpint (hlc_json_value_get_type (name), ==, HLC_JSON_STRING);
      walk (inner);
    }
}

/* The first member is found by its own name, unless the name holds U+0000. */
static void
look_up_first (HlcJsonValue object)
{
  HlcJsonIter iter;
  HlcJsonValue name, value, found;

  if (hlc_json_value_get_type (object) != HLC_JSON_OBJECT)
    return;

  hlc_json_iter_init (&iter, object);
  if (hlc_json_iter_next (&iter, &name, &value))
    {
      gsize length;
      g_autofree char *decoded = hlc_json_value_dup_string (name, &length);

      if (strlen (decoded) != length)
        return;
      g_assert_true (hlc_json_value_get_member (object, decoded, &found));
      g_assert_cmpuint (found.offset, ==, value.offset);
    }
}

static void
print (GBytes *text)
{
  g_autofree char *printed = hlc_json_pretty_print (text);

  g_assert_true (g_utf8_validate (printed, -1, NULL));
  for (const char *line = printed; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n' ? 1 : 0;
      g_assert_cmpuint (strcspn (line, "\n"), <=, HLC_JSON_MAX_LINE);
    }
}

/* Masked and rewritten texts are still JSON. */
static void
rewrite (HlcJsonValue root)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (root);
  g_autoptr (GBytes) masked = hlc_json_mask_member (text, "a");
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) written = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autofree char *string = NULL;
  HlcJsonValue again, member;
  gsize length;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "masked");
  hlc_json_writer_raw (writer, masked);
  hlc_json_writer_name (writer, "raw");
  hlc_json_writer_raw (writer, text);
  hlc_json_writer_name (writer, "string");
  string = hlc_json_value_dup_string (root, &length);
  hlc_json_writer_string_len (writer, string, string != NULL ? (gssize) length : -1);
  hlc_json_writer_end_object (writer);

  /* One level more than the text had, which may be one too many. */
  written = hlc_json_writer_finish (writer);
  document = hlc_json_document_new (written, NULL, NULL);
  if (document == NULL)
    return;
  again = hlc_json_document_get_root (document);
  g_assert_true (hlc_json_value_get_member (again, "raw", &member));
  g_assert_true (hlc_json_value_equal (member, root));
  g_assert_true (hlc_json_value_get_member (again, "string", &member));
  if (string != NULL)
    g_assert_true (hlc_json_value_equal (member, root));
}

/* Without its insignificant white space a value is still the same. */
static void
compare_unspaced (HlcJsonValue root)
{
  gsize length;
  const char *text = hlc_json_value_get_text (root, &length);
  g_autoptr (GString) unspaced = g_string_sized_new (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        g_string_append_c (unspaced, text[i++]);
      else if (text[i] == '"')
        in_string = !in_string;
      if (in_string || strchr (" \t\r\n", text[i]) == NULL)
        g_string_append_c (unspaced, text[i]);
    }

  bytes = g_bytes_new (unspaced->str, unspaced->len);
  document = hlc_json_document_new (bytes, NULL, NULL);
  g_assert_nonnull (document);
  g_assert_true (hlc_json_value_equal (root, hlc_json_document_get_root (document)));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t length)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonLocation location;
  HlcJsonValue root, name;

  print (text);

  document = hlc_json_document_new (text, &location, &error);
  if (document == NULL)
    {
      g_assert_cmpuint (location.offset, <=, length);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  root = hlc_json_document_get_root (document);
  walk (root);
  look_up_first (root);
  if (hlc_json_value_find_duplicate (root, &name))
    g_assert_cmpint (hlc_json_value_get_type (name), ==, HLC_JSON_STRING);
  rewrite (root);
  compare_unspaced (root);

  return 0;
}
