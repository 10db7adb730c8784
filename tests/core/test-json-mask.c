/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

static void
test_mask (void)
{
  static const struct
  {
    const char *text;
    const char *masked; /* NULL: the same bytes */
  } tests[] = {
    { "{\"bot_token\":\"xoxb-1\"}", "{\"bot_token\":\"******\"}" },
    { "{\"bot\\u005ftoken\" : \"a\\u0062\"}", "{\"bot\\u005ftoken\" : \"*******\"}" },
    { "{\"bot_token\":\"a\",\"b\":[{\"bot_token\":\"\xc3\xa9\\\"\"}]}",
      "{\"bot_token\":\"*\",\"b\":[{\"bot_token\":\"****\"}]}" },
    { "{\"bot_token\":\"a\",\"bot_token\":\"b\"}", "{\"bot_token\":\"*\",\"bot_token\":\"*\"}" },
    { "{\"bot_token\":{\"bot_token\":\"a\"}}", "{\"bot_token\":{\"bot_token\":\"*\"}}" },
    { "{\"bot_token\":{},\"b\":{\"bot_token\":\"a\"}}", "{\"bot_token\":{},\"b\":{\"bot_token\":\"*\"}}" },
    { "{\"bot_token\":null}", NULL },
    { "{\"bot_token\":\"\"}", NULL },
    { "{\"bot_token\":12}", NULL },
    { "{\"bot_token\":[\"a\"]}", NULL },
    { "{\"a\":\"bot_token\",\"b\":\"c\"}", NULL },
    { "[\"bot_token\",\"c\"]", NULL },
    { "{\"bot_tokens\":\"a\"}", NULL },
    /* Not JSON: the secret is looked for all the same. */
    { "{\"bot_token\":\"a\"", "{\"bot_token\":\"*\"" },
    { "{\"bot_token\" \n: \"a\\\"b\", \"x\"", "{\"bot_token\" \n: \"****\", \"x\"" },
    { "{\"bot\\u005Ftoken\":\"a\",", "{\"bot\\u005Ftoken\":\"*\"," },
    { "{\"bot_token\":\"xo", "{\"bot_token\":\"**" },
    { "{\"bot_token\":\"xo\\", "{\"bot_token\":\"***" },
    { "{\"bot_token\":", NULL },
    { "{\"bot_token", NULL },
    { "{'bot_token': 'ab'}", "{'bot_token': '**'}" },
    { "{\\\"bot_token\\\":\\\"ab\\\",\\\"x\\\"}", "{\\\"bot_token\\\":\\\"**\\\",\\\"x\\\"}" },
    { "a=1&bot_token=ab&b=2", "a=1&bot_token=**&b=2" },
    { "\xff{\"bot_token\":\"ab\"} {\"bot_token\":\"c\"}",
      "\xff{\"bot_token\":\"**\"} {\"bot_token\":\"*\"}" },
    { "the bot_tokens are here", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new (tests[i].text, strlen (tests[i].text));
      g_autoptr (GBytes) masked = hlc_json_mask_member (text, "bot_token");

      if (tests[i].masked == NULL)
        g_assert_true (masked == text);
      else
        g_assert_cmpmem (g_bytes_get_data (masked, NULL), g_bytes_get_size (masked), tests[i].masked,
                         strlen (tests[i].masked));
      g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), tests[i].text,
                       strlen (tests[i].text));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-mask/mask", test_mask);

  return g_test_run ();
}
