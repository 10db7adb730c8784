/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-joined-text.h"

#include <glib/gi18n-lib.h>

/* Puts texts together, two at a time, by a format that each language has for that. */
static char *
join (const char *const *texts, char *(*put) (const char *first, const char *second))
{
  char *joined = NULL;

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *before = g_steal_pointer (&joined);

      if (*texts[i] == '\0')
        joined = g_steal_pointer (&before);
      else
        joined = before != NULL ? put (before, texts[i]) : g_strdup (texts[i]);
    }

  return joined != NULL ? joined : g_strdup ("");
}

static char *
put_word (const char *first, const char *second)
{
  /* Translators: a list, and what comes after it: "a, b". */
  return g_strdup_printf (C_ ("list", "%s, %s"), first, second);
}

static char *
put_statement (const char *first, const char *second)
{
  /* Translators: two sentences that end without a full stop, as in "Failed. No answer in time". */
  return g_strdup_printf (C_ ("statements", "%s. %s"), first, second);
}

static char *
put_sentence (const char *first, const char *second)
{
  /* Translators: two whole sentences, one after the other: "It is signed. It is fresh." */
  return g_strdup_printf (C_ ("sentences", "%s %s"), first, second);
}

/**
 * hlc_join_words:
 * @words: (array zero-terminated=1): words for people; empty ones are passed over
 *
 * Any thread.
 *
 * Returns: (transfer full): a list of them in a line, as the language writes one: "a, b"
 */
char *
hlc_join_words (const char *const *words)
{
  g_return_val_if_fail (words != NULL, NULL);

  return join (words, put_word);
}

/**
 * hlc_join_statements:
 * @statements: (array zero-terminated=1): sentences without a full stop; empty ones are passed over
 *
 * Any thread.
 *
 * Returns: (transfer full): all of them in a line, the last without a full stop too: "Failed. No answer in time"
 */
char *
hlc_join_statements (const char *const *statements)
{
  g_return_val_if_fail (statements != NULL, NULL);

  return join (statements, put_statement);
}

/**
 * hlc_join_sentences:
 * @sentences: (array zero-terminated=1): whole sentences; empty ones are passed over
 *
 * Any thread.
 *
 * Returns: (transfer full): all of them in a line: "It is signed. It is fresh."
 */
char *
hlc_join_sentences (const char *const *sentences)
{
  g_return_val_if_fail (sentences != NULL, NULL);

  return join (sentences, put_sentence);
}
