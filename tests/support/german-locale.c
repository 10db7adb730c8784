/* SPDX-License-Identifier: Apache-2.0 */
#include "german-locale.h"

#include <glib/gstdio.h>
#include <locale.h>

#define NAME "de_DE.UTF-8"

/* Makes the locale in a directory of its own, and lets the C library look there. */
static gboolean
make_locale (void)
{
  g_autofree char *directory = g_dir_make_tmp ("hlc-locale-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, NAME, NULL);
  const char *const command[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", path, NULL };
  const char *const removal[] = { "rm", "-rf", directory, NULL };
  gboolean is_there = FALSE;

  if (g_spawn_sync (NULL, (char **) command, NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                    NULL, NULL, NULL, NULL))
    {
      g_setenv ("LOCPATH", directory, TRUE);
      is_there = setlocale (LC_ALL, NAME) != NULL;
    }
  g_unsetenv ("LOCPATH");
  g_spawn_sync (NULL, (char **) removal, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return is_there;
}

/**
 * german_locale_begin:
 *
 * Goes on in a locale whose numbers have a comma before the decimals and a point between thousands.
 *
 * Returns: %FALSE after skipping the test: the system has no such locale and cannot make one
 */
gboolean
german_locale_begin (void)
{
  if (setlocale (LC_ALL, NAME) == NULL && !make_locale ())
    {
      g_test_skip ("the package locales is not installed");
      return FALSE;
    }

  g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
  return TRUE;
}

/** german_locale_end: goes back to the locale of the tests */
void
german_locale_end (void)
{
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
}
