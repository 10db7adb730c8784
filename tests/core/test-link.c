/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-error.h"
#include "hlc-link.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *link;
    const char *call_id; /* %NULL: refused */
  } cases[] = {
    { "humanlayer-console:operation/call_1", "call_1" },
    { "humanlayer-console://operation/call_1", "call_1" },
    { "HumanLayer-Console:operation/call_1", "call_1" },
    { "humanlayer-console:operation/a%2Fb%20c", "a/b c" },
    { "humanlayer-console:operation/%C3%A9", "é" },
    { "humanlayer-console:operation/", NULL },
    { "humanlayer-console:operation", NULL },
    { "humanlayer-console:decide/call_1", NULL },
    { "humanlayer-console:operation/a%00b", NULL },
    { "humanlayer-console:operation/%FF", NULL },
    { "humanlayer-console:operation/%zz", NULL },
    { "https://example.com/operation/call_1", NULL },
    { "file:///etc/passwd", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *call_id = hlc_link_parse_operation (cases[i].link, &error);

      g_assert_cmpstr (call_id, ==, cases[i].call_id);
      if (cases[i].call_id == NULL)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

static void
test_length (void)
{
  g_autofree char *call_id = g_strnfill (8192, 'x');
  g_autofree char *link = hlc_link_new_for_operation (call_id);
  g_autoptr (GError) error = NULL;

  g_assert_null (hlc_link_parse_operation (link, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

static void
test_round_trip (void)
{
  static const char *const call_ids[] = { "call_1", "a/b?c#d e%", "..", "émoji 😀", "a:b//c" };

  for (guint i = 0; i < G_N_ELEMENTS (call_ids); i++)
    {
      g_autofree char *link = hlc_link_new_for_operation (call_ids[i]);
      g_autofree char *call_id = hlc_link_parse_operation (link, NULL);

      g_assert_true (g_str_is_ascii (link));
      g_assert_cmpstr (call_id, ==, call_ids[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/parse", test_parse);
  g_test_add_func ("/link/length", test_length);
  g_test_add_func ("/link/round-trip", test_round_trip);

  return g_test_run ();
}
