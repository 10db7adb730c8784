/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-expected-warnings.h"

static GMutex lock;
static GPtrArray *patterns; /* (mutex lock): of char */

static const char *
get_message (const GLogField *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      return fields[i].value;
  return "";
}

static gboolean
take_expected (const char *message)
{
  gboolean found = FALSE;

  g_mutex_lock (&lock);
  for (guint i = 0; i < patterns->len && !found; i++)
    if (g_pattern_match_simple (g_ptr_array_index (patterns, i), message))
      {
        g_ptr_array_remove_index (patterns, i);
        found = TRUE;
      }
  g_mutex_unlock (&lock);

  return found;
}

static GLogWriterOutput
writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & G_LOG_LEVEL_WARNING) != 0)
    {
      if (take_expected (get_message (fields, n_fields)))
        return G_LOG_WRITER_HANDLED;
      g_test_fail ();
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
expected_warnings_init (void)
{
  patterns = g_ptr_array_new_with_free_func (g_free);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (writer, NULL, NULL);
}

void
expect_warning (const char *pattern)
{
  g_mutex_lock (&lock);
  g_ptr_array_add (patterns, g_strdup (pattern));
  g_mutex_unlock (&lock);
}

void
assert_expected_warnings (void)
{
  g_mutex_lock (&lock);
  g_assert_cmpuint (patterns->len, ==, 0);
  g_mutex_unlock (&lock);
}
