/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-generated-state.h"

#include <glib/gi18n-lib.h>

#include "hlc-json-members.h"

/* The most elements of a state that is generated. */
#define MAX_ELEMENTS 1000000

static void
write_generated_state (HlcJsonWriter *writer, gint64 n_elements)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "elements");
  hlc_json_writer_begin_array (writer);
  for (gint64 i = 0; i < n_elements; i++)
    {
      char text[48];

      g_snprintf (text, sizeof text, "element %" G_GINT64_FORMAT, i);
      hlc_json_writer_begin_object (writer);
      hlc_json_writer_name (writer, "index");
      hlc_json_writer_int (writer, i);
      hlc_json_writer_name (writer, "text");
      hlc_json_writer_string (writer, text);
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
}

/* The step's text with the state that is made and not stored. */
static GBytes *
add_generated_state (HlcJsonValue step, gint64 n_elements)
{
  static const char *const STATE[] = { "state", NULL };
  static const char *const OWN[] = { "spec", "generate_state", NULL };
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) others = hlc_json_members_dup_others (step, OWN);
  g_autoptr (GBytes) spec_others = NULL;
  HlcJsonValue spec;

  if (!hlc_json_value_get_member (step, "spec", &spec))
    g_assert_not_reached ();

  spec_others = hlc_json_members_dup_others (spec, STATE);
  hlc_json_writer_begin_object (writer);
  hlc_json_members_write (writer, others);
  hlc_json_writer_name (writer, "spec");
  hlc_json_writer_begin_object (writer);
  hlc_json_members_write (writer, spec_others);
  hlc_json_writer_name (writer, "state");
  write_generated_state (writer, n_elements);
  hlc_json_writer_end_object (writer);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_generated_state_fill_in:
 * @document: a step of a template
 * @error: %HLC_ERROR_ARGUMENT for a number of elements that cannot be
 *
 * Makes the state that a step's `generate_state` asks for: `elements`, an array of so many objects. States of
 * megabytes are normal, and a template of one need not be. Any thread.
 *
 * Returns: (transfer full) (nullable): the step's text with the state in its `spec`; as it is where none is asked for
 */
GBytes *
hlc_generated_state_fill_in (HlcJsonDocument *document, GError **error)
{
  HlcJsonValue step = hlc_json_document_get_root (document);
  HlcJsonValue wanted;
  HlcJsonValue number;
  gint64 n_elements = 0;

  if (!hlc_json_value_get_member (step, "generate_state", &wanted) ||
      hlc_json_value_get_type (wanted) != HLC_JSON_OBJECT)
    return g_bytes_ref (hlc_json_document_get_text (document));

  if (!hlc_json_value_get_member (wanted, "elements", &number) ||
      !hlc_json_value_get_int (number, &n_elements) || n_elements < 0 || n_elements > MAX_ELEMENTS)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("generate_state.elements must be a number from 0 to %d."), MAX_ELEMENTS);
      return NULL;
    }

  return add_generated_state (step, n_elements);
}
