/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-form-row.h"

#include <string.h>

static const struct
{
  HlcFormRowType type;
  const char *value;
  const char *json; /* (nullable): of a problem */
  guint line;
  guint column;
} VALUES[] = {
  { HLC_FORM_ROW_STRING, "", "{\"a\":\"\"}", 0, 0 },
  { HLC_FORM_ROW_STRING, " 1 \"\n", "{\"a\":\" 1 \\\"\\n\"}", 0, 0 },
  { HLC_FORM_ROW_NUMBER, "12345678901234567890", "{\"a\":12345678901234567890}", 0, 0 },
  { HLC_FORM_ROW_NUMBER, " 1e400 ", "{\"a\":1e400}", 0, 0 },
  { HLC_FORM_ROW_NUMBER, "0.10", "{\"a\":0.10}", 0, 0 },
  { HLC_FORM_ROW_NUMBER, "", NULL, 1, 1 },
  { HLC_FORM_ROW_NUMBER, "01", NULL, 1, 2 },
  { HLC_FORM_ROW_NUMBER, "1,5", NULL, 1, 2 },
  { HLC_FORM_ROW_NUMBER, "\"1\"", NULL, 1, 1 },
  { HLC_FORM_ROW_BOOLEAN, "true", "{\"a\":true}", 0, 0 },
  { HLC_FORM_ROW_BOOLEAN, "false ", "{\"a\":false}", 0, 0 },
  { HLC_FORM_ROW_BOOLEAN, "yes", NULL, 0, 0 },
  { HLC_FORM_ROW_NULL, "ignored", "{\"a\":null}", 0, 0 },
  { HLC_FORM_ROW_JSON, "[1, {\"b\": 0.10}]", "{\"a\":[1, {\"b\": 0.10}]}", 0, 0 },
  { HLC_FORM_ROW_JSON, "[1,\n 2 3]", NULL, 2, 4 },
  { HLC_FORM_ROW_JSON, "{\"b\":1,\n\"b\":2}", NULL, 2, 1 },
  { HLC_FORM_ROW_JSON, "", NULL, 1, 1 },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++)
    {
      g_autoptr (GPtrArray) rows = hlc_form_rows_new ();
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (GBytes) json = NULL;

      g_test_message ("%s", VALUES[i].value);
      hlc_form_rows_add (rows, "a", VALUES[i].type, VALUES[i].value);
      json = hlc_form_rows_to_json (rows, "spec.kwargs", problems);
      if (VALUES[i].json != NULL)
        {
          g_assert_cmpuint (problems->len, ==, 0);
          g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), VALUES[i].json,
                           strlen (VALUES[i].json));
        }
      else
        {
          const HlcFormProblem *problem = g_ptr_array_index (problems, 0);

          g_assert_null (json);
          g_assert_cmpstr (problem->field, ==, "spec.kwargs");
          g_assert_cmpint (problem->row, ==, 0);
          g_assert_cmpuint (problem->line, ==, VALUES[i].line);
          g_assert_cmpuint (problem->column, ==, VALUES[i].column);
        }
    }
}

/* Rows say the same as the JSON that they were made of. */
static void
test_round_trip (void)
{
  static const char *const TEXTS[] = {
    "{}",
    "{\"a\":\"x\",\"n\":12345678901234567890,\"f\":1e400,\"t\":true,\"u\":false,\"z\":null}",
    "{\"l\":[1, 2],\"o\":{\"x\":{\"y\" : 0.10}}}",
    "{\"nul\":\"a\\u0000b\",\"empty\":\"\",\"e\\u00e9\":\"\\u00e9\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (TEXTS[i], strlen (TEXTS[i]));
      g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, NULL);
      g_autoptr (GPtrArray) rows = hlc_form_rows_new_from_json (hlc_json_document_get_root (document));
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (GBytes) json = hlc_form_rows_to_json (rows, "", problems);
      g_autoptr (HlcJsonDocument) again = hlc_json_document_new (json, NULL, NULL);

      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_true (
          hlc_json_value_equal (hlc_json_document_get_root (document), hlc_json_document_get_root (again)));
    }
}

static void
test_names (void)
{
  g_autoptr (GPtrArray) rows = hlc_form_rows_new ();
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (GBytes) json = NULL;
  static const int ROWS[] = { 1, 2, 3 };

  hlc_form_rows_add (rows, "a", HLC_FORM_ROW_STRING, "");
  hlc_form_rows_add (rows, "", HLC_FORM_ROW_STRING, "");
  hlc_form_rows_add (rows, "a", HLC_FORM_ROW_STRING, "");
  hlc_form_rows_add (rows, "b", HLC_FORM_ROW_NUMBER, "x");
  json = hlc_form_rows_to_json (rows, "spec.kwargs", problems);
  g_assert_null (json);
  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (ROWS));
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++)
    g_assert_cmpint (((HlcFormProblem *) g_ptr_array_index (problems, i))->row, ==, ROWS[i]);
}

static void
test_types (void)
{
  for (guint i = HLC_FORM_ROW_STRING; i <= HLC_FORM_ROW_JSON; i++)
    {
      HlcFormRowType type = 0;

      g_assert_true (hlc_form_row_type_from_string (hlc_form_row_type_to_string (i), &type));
      g_assert_cmpuint (type, ==, i);
    }
  g_assert_false (hlc_form_row_type_from_string ("integer", &(HlcFormRowType){ 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form-row/values", test_values);
  g_test_add_func ("/form-row/round-trip", test_round_trip);
  g_test_add_func ("/form-row/names", test_names);
  g_test_add_func ("/form-row/types", test_types);

  return g_test_run ();
}
