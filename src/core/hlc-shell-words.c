/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-shell-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *position;
  GString *word; /* (unowned) */
  gboolean in_word;
  GPtrArray *words; /* (unowned) (element-type utf8) */
  HlcShellNotes notes;
} Splitter;

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SYNTAX, message);
  return FALSE;
}

static void
end_word (Splitter *self)
{
  if (!self->in_word)
    return;

  g_ptr_array_add (self->words, g_strdup (self->word->str));
  g_string_truncate (self->word, 0);
  self->in_word = FALSE;
}

/* A backslash before a line end joins the lines. */
static gboolean
skip_joined_line (Splitter *self)
{
  const char *after = self->position + 1;

  if (*after == '\r')
    after++;
  if (*after != '\n')
    return FALSE;

  self->position = after + 1;
  return TRUE;
}

static gboolean
take_single_quoted (Splitter *self, GError **error)
{
  const char *end = strchr (self->position + 1, '\'');

  if (end == NULL)
    return fail (error, _ ("A single quote ' is not closed."));

  g_string_append_len (self->word, self->position + 1, end - self->position - 1);
  self->position = end + 1;
  return TRUE;
}

/* What a shell would run, or fill in from its variables. */
static gboolean
check_dollar (Splitter *self, GError **error)
{
  if (*self->position == '`' || (self->position[0] == '$' && self->position[1] == '('))
    return fail (error,
                 _ ("There is a command within the line, which is not run: write its result in its place."));

  if (self->position[0] == '$' &&
      (g_ascii_isalpha (self->position[1]) || self->position[1] == '_' || self->position[1] == '{'))
    self->notes.has_variables = TRUE;
  return TRUE;
}

static gboolean
take_double_quoted (Splitter *self, GError **error)
{
  for (self->position++; *self->position != '"'; self->position++)
    {
      if (*self->position == '\0')
        return fail (error, _ ("A double quote \" is not closed."));

      if (*self->position == '\\')
        {
          if (skip_joined_line (self))
            {
              self->position--;
              continue;
            }
          if (self->position[1] != '\0' && strchr ("\\\"$`", self->position[1]) != NULL)
            self->position++;
        }
      else if (!check_dollar (self, error))
        return FALSE;
      g_string_append_c (self->word, *self->position);
    }

  self->position++;
  return TRUE;
}

/* Reads up to @n_max digits at the position. FALSE where there is none. */
static gboolean
take_digits (Splitter *self, guint base, guint n_max, guint32 *value)
{
  guint n = 0;

  *value = 0;
  for (; n < n_max; n++, self->position++)
    {
      int digit = g_ascii_xdigit_value (*self->position);

      if (digit < 0 || (guint) digit >= base)
        break;
      *value = *value * base + (guint) digit;
    }

  return n > 0;
}

/* The escapes that are numbers, by the letter before them. */
static const struct
{
  char letter;
  guint base;
  guint n_digits;
  gboolean is_character; /* and not a byte */
} NUMERIC_ESCAPES[] = {
  { 'x', 16, 2, FALSE },
  { 'u', 16, 4, TRUE },
  { 'U', 16, 8, TRUE },
  { '\0', 8, 3, FALSE }, /* no letter */
};

/* The position is on what follows the backslash. */
static gboolean
take_numeric_escape (Splitter *self, GError **error)
{
  guint kind = 0;
  guint32 value = 0;

  while (NUMERIC_ESCAPES[kind].letter != '\0' && NUMERIC_ESCAPES[kind].letter != *self->position)
    kind++;
  if (NUMERIC_ESCAPES[kind].letter != '\0')
    self->position++;

  if (!take_digits (self, NUMERIC_ESCAPES[kind].base, NUMERIC_ESCAPES[kind].n_digits, &value))
    return fail (error, _ ("In $'…' there is a backslash that means nothing."));
  if (value == 0)
    return fail (error, _ ("In $'…' there is a NUL, which no argument can hold."));

  if (!NUMERIC_ESCAPES[kind].is_character)
    g_string_append_c (self->word, (char) (value & 0xff));
  else if (g_unichar_validate (value))
    g_string_append_unichar (self->word, value);
  else
    return fail (error, _ ("In $'…' there is a character that does not exist."));

  return TRUE;
}

static gboolean
take_ansi_escape (Splitter *self, GError **error)
{
  static const char LETTERS[] = "abeEfnrtv\\'\"?";
  static const char MEANINGS[] = "\a\b\033\033\f\n\r\t\v\\'\"?";
  const char *letter = NULL;

  self->position++;
  letter = *self->position != '\0' ? strchr (LETTERS, *self->position) : NULL;
  if (letter == NULL)
    return take_numeric_escape (self, error);

  g_string_append_c (self->word, MEANINGS[letter - LETTERS]);
  self->position++;
  return TRUE;
}

/* The position is on the dollar of $'…', as browsers copy a request that holds line ends. */
static gboolean
take_ansi_quoted (Splitter *self, GError **error)
{
  for (self->position += 2; *self->position != '\'';)
    {
      if (*self->position == '\0')
        return fail (error, _ ("A quote $' is not closed."));

      if (*self->position == '\\')
        {
          if (!take_ansi_escape (self, error))
            return FALSE;
        }
      else
        g_string_append_c (self->word, *self->position++);
    }

  self->position++;
  return TRUE;
}

static gboolean
take_plain (Splitter *self, GError **error)
{
  if (*self->position == '\\')
    {
      self->position++;
      if (*self->position == '\0')
        return fail (error, _ ("The line ends in a backslash: what follows it is missing."));
    }
  else if (strchr (";&<>()", *self->position) != NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_SYNTAX,
                   _ ("There is a %c outside of quotes. Put quotes around what it belongs to, or leave out "
                      "what is not "
                      "the one command."),
                   *self->position);
      return FALSE;
    }
  else if (!check_dollar (self, error))
    return FALSE;

  g_string_append_c (self->word, *self->position++);
  return TRUE;
}

static gboolean
take (Splitter *self, GError **error)
{
  const char *position = self->position;

  /* $"…" is "…" in a translated script. */
  if (position[0] == '$' && position[1] == '"')
    self->position++;

  self->in_word = TRUE;
  if (position[0] == '$' && position[1] == '\'')
    return take_ansi_quoted (self, error);
  if (*position == '\'')
    return take_single_quoted (self, error);
  if (*self->position == '"')
    return take_double_quoted (self, error);

  return take_plain (self, error);
}

/* Past white space, joined lines and a comment. *@goes_on: whether there is more of the command. */
static gboolean
skip_space (Splitter *self, gboolean *goes_on, GError **error)
{
  while (*self->position == ' ' || *self->position == '\t' ||
         (*self->position == '\\' && skip_joined_line (self)))
    self->position += *self->position == ' ' || *self->position == '\t' ? 1 : 0;

  if (*self->position == '#')
    self->position += strcspn (self->position, "\n");
  *goes_on = *self->position != '\0' && *self->position != '\n' && *self->position != '\r';
  if (*goes_on)
    return TRUE;

  self->position += strspn (self->position, " \t\r\n");
  return *self->position == '\0' || fail (error, _ ("There is more than one command: leave one."));
}

static gboolean
is_between_words (const Splitter *self)
{
  const char *position = self->position;

  return strchr (" \t\r\n", *position) != NULL ||
         (*position == '\\' && (position[1] == '\n' || (position[1] == '\r' && position[2] == '\n')));
}

static gboolean
split (Splitter *self, GError **error)
{
  gboolean goes_on = FALSE;

  while (skip_space (self, &goes_on, error))
    {
      self->notes.has_pipe = *self->position == '|';
      if (!goes_on || self->notes.has_pipe)
        return TRUE;

      while (*self->position != '\0' && *self->position != '|' && !is_between_words (self))
        {
          if (!take (self, error))
            return FALSE;
        }
      end_word (self);
    }

  return FALSE;
}

/**
 * hlc_shell_split:
 * @line: one command as it is typed into a shell, perhaps in lines that end in backslashes
 * @notes: (out) (optional): what was not done as a shell would
 * @error: %HLC_ERROR_SYNTAX for quotes that are not closed, for a command within the line and for what is more than one
 *
 * Splits a command into words by the rules of bash, with '…', "…" and $'…'. Nothing is run and nothing is filled in:
 * variables stay as they are written. Any thread.
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): the words
 */
char **
hlc_shell_split (const char *line, HlcShellNotes *notes, GError **error)
{
  Splitter splitter = { .position = line };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  g_return_val_if_fail (line != NULL, NULL);

  splitter.words = words;
  splitter.word = word;
  splitter.position += strspn (line, " \t\r\n");
  if (!split (&splitter, error))
    return NULL;

  if (notes != NULL)
    *notes = splitter.notes;
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
