/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-search-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A screenful: with fewer matches among the newest rows the word is rare, and the search index is quick. */
#define ENOUGH_MATCHES 50

/* Words that are told apart by a bit each. */
#define MAX_WORDS 32

/* As operation_text and delivery_text are tokenized. */
static const char *const TOKENIZER_OPTIONS[] = { "remove_diacritics", "2" };

typedef struct
{
  fts5_tokenizer methods;
  Fts5Tokenizer *tokenizer; /* (owned) */
  GPtrArray *words;         /* (owned): of GBytes, folded */
  guint32 found;            /* one bit a word, for the row that is looked at */
} Matcher;

static void
matcher_free (Matcher *self)
{
  if (self->tokenizer != NULL)
    self->methods.xDelete (self->tokenizer);
  g_ptr_array_unref (self->words);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Matcher, matcher_free)

static int
add_word_cb (void *user_data, int flags, const char *token, int length, int start, int end)
{
  Matcher *self = user_data;

  g_ptr_array_add (self->words, g_bytes_new (token, length));
  return SQLITE_OK;
}

static int
compare_token_cb (void *user_data, int flags, const char *token, int length, int start, int end)
{
  Matcher *self = user_data;

  for (guint i = 0; i < self->words->len; i++)
    {
      gsize word_length;
      const char *word = g_bytes_get_data (self->words->pdata[i], &word_length);

      if ((gsize) length >= word_length && memcmp (token, word, word_length) == 0)
        self->found |= 1u << i;
    }

  return SQLITE_OK;
}

/* The tokenizer of SQLite itself, so that both ways of searching find the same rows. */
static fts5_api *
get_fts5_api (HlcSql *sql, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, "SELECT fts5 (?1)", error);
  fts5_api *api = NULL;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return NULL;

  sqlite3_reset (statement);
  if (api == NULL)
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_STORE, _ ("SQLite has no full-text search."));
  return api;
}

static Matcher *
matcher_new (HlcSql *sql, const char *search, GError **error)
{
  g_autoptr (Matcher) self = g_new0 (Matcher, 1);
  fts5_api *api = get_fts5_api (sql, error);
  void *context = NULL;

  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (api == NULL)
    return NULL;

  if (api->xFindTokenizer (api, "unicode61", &context, &self->methods) != SQLITE_OK ||
      self->methods.xCreate (context, (const char **) TOKENIZER_OPTIONS, G_N_ELEMENTS (TOKENIZER_OPTIONS),
                             &self->tokenizer) != SQLITE_OK ||
      self->methods.xTokenize (self->tokenizer, self, FTS5_TOKENIZE_QUERY, search, (int) strlen (search),
                               add_word_cb) != SQLITE_OK)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_STORE, _ ("The words to search for cannot be read."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* All columns after the first are texts; every word must begin a word of one of them. */
static gboolean
matches_row (Matcher *self, sqlite3_stmt *statement)
{
  guint32 all = self->words->len == MAX_WORDS ? G_MAXUINT32 : (1u << self->words->len) - 1;

  self->found = 0;
  for (int i = 1; i < sqlite3_column_count (statement) && self->found != all; i++)
    {
      const char *text = sqlite3_column_blob (statement, i);

      if (text != NULL)
        self->methods.xTokenize (self->tokenizer, self, FTS5_TOKENIZE_DOCUMENT, text,
                                 sqlite3_column_bytes (statement, i), compare_token_cb);
    }

  return self->found == all;
}

/**
 * hlc_search_window_read:
 * @statement: gives the key of each row and then its searched texts, the newest %HLC_SEARCH_WINDOW_ROWS rows first
 * @search: what the user typed
 * @keys: (element-type gint64): where the keys of matching rows are appended, greatest first
 * @next: (out): below which key the search index is to be asked for the rest; 0 when the list is no longer; %G_MAXINT64
 *   when all of it is to be asked for, and then @keys is as it was
 *
 * The first results of a search. Before the full-text index gives the first row with a common prefix, it gathers all of
 * them: 0.3 s for a million. But what is common stands in the newest rows too, and those are soon looked through.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_search_window_read (HlcSql *sql,
                        sqlite3_stmt *statement,
                        const char *search,
                        GArray *keys,
                        gint64 *next,
                        GError **error)
{
  g_autoptr (Matcher) matcher = matcher_new (sql, search, error);
  guint n_before = keys->len;
  gboolean has_row = FALSE;
  gint64 last = G_MAXINT64;
  guint n_rows = 0;

  *next = G_MAXINT64;
  if (matcher == NULL)
    return FALSE;
  if (matcher->words->len == 0 || matcher->words->len > MAX_WORDS)
    return TRUE;

  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return FALSE;

      if (has_row)
        {
          n_rows++;
          last = sqlite3_column_int64 (statement, 0);
          if (matches_row (matcher, statement))
            g_array_append_val (keys, last);
        }
    }
  while (has_row);

  if (n_rows < HLC_SEARCH_WINDOW_ROWS)
    *next = 0;
  else if (keys->len - n_before < ENOUGH_MATCHES)
    g_array_set_size (keys, n_before);
  else
    *next = last;
  return TRUE;
}
