/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-english.h"

#include <locale.h>

/*
 * The program's locale, but for its language and its numbers. It lives as long as the program; (locale_t) 0 where there
 * is no memory for it.
 */
static locale_t
get_locale (void)
{
  static gsize initialized = 0;
  static locale_t locale = (locale_t) 0;

  if (g_once_init_enter (&initialized))
    {
      locale_t copy = duplocale (LC_GLOBAL_LOCALE);

      if (copy != (locale_t) 0)
        locale = newlocale (LC_MESSAGES_MASK | LC_NUMERIC_MASK, "C", copy);
      g_once_init_leave (&initialized, 1);
    }

  return locale;
}

/**
 * hlc_english_begin:
 * @is_wanted: whether to; otherwise the language stays, which spares the caller a branch
 *
 * Has gettext and printf speak English on this thread, whatever the program's language is: for what programs read. It
 * does not follow a task to another thread: whoever hands one over takes hlc_english_is_spoken() along. Nothing that a
 * window shows may be made meanwhile. Called first after setlocale(). Any thread.
 *
 * Returns: what hlc_english_end() goes back to
 */
HlcEnglish
hlc_english_begin (gboolean is_wanted)
{
  locale_t locale = is_wanted ? get_locale () : (locale_t) 0;

  return locale != (locale_t) 0 ? uselocale (locale) : NULL;
}

/**
 * hlc_english_end:
 * @before: (nullable): what hlc_english_begin() returned
 *
 * Has the thread speak as before.
 */
void
hlc_english_end (HlcEnglish before)
{
  if (before != NULL)
    uselocale ((locale_t) before);
}

/**
 * hlc_english_is_spoken:
 *
 * Returns: whether this thread is between hlc_english_begin() and hlc_english_end()
 */
gboolean
hlc_english_is_spoken (void)
{
  locale_t current = uselocale ((locale_t) 0);

  return current != LC_GLOBAL_LOCALE && current == get_locale ();
}
