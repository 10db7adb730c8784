/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-setup-snippet.h"

static const char *const titles[HLC_N_SETUP_LANGUAGES] = { "Shell", "Python", "TypeScript", "Go" };

/** hlc_setup_language_get_title: Returns: (transfer none): the name of @language, which is not translated */
const char *
hlc_setup_language_get_title (HlcSetupLanguage language)
{
  g_return_val_if_fail ((guint) language < HLC_N_SETUP_LANGUAGES, NULL);

  return titles[language];
}

/**
 * hlc_setup_snippet:
 * @api_base: where the console serves agents
 * @api_key: an agent key
 *
 * Both consist of characters that no language escapes.
 *
 * Returns: (transfer full): lines that set what the SDKs read, to be run before an agent starts
 */
char *
hlc_setup_snippet (HlcSetupLanguage language, const char *api_base, const char *api_key)
{
  switch (language)
    {
    case HLC_SETUP_PYTHON:
      return g_strdup_printf ("import os\n"
                              "os.environ[\"HUMANLAYER_API_BASE\"] = \"%s\"\n"
                              "os.environ[\"HUMANLAYER_API_KEY\"] = \"%s\"",
                              api_base, api_key);
    case HLC_SETUP_TYPESCRIPT:
      return g_strdup_printf ("process.env.HUMANLAYER_API_BASE = \"%s\";\n"
                              "process.env.HUMANLAYER_API_KEY = \"%s\";",
                              api_base, api_key);
    case HLC_SETUP_GO:
      return g_strdup_printf ("os.Setenv(\"HUMANLAYER_API_BASE\", \"%s\")\n"
                              "os.Setenv(\"HUMANLAYER_API_KEY\", \"%s\")",
                              api_base, api_key);
    case HLC_SETUP_SHELL:
    default:
      return g_strdup_printf ("export HUMANLAYER_API_BASE=%s\n"
                              "export HUMANLAYER_API_KEY=%s",
                              api_base, api_key);
    }
}
