/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-words.h"

#include <glib/gi18n-lib.h>

#include "hlc-visible-text.h"

/* So many omissions are told one by one; and characters of each. */
#define MAX_OMISSIONS 20
#define MAX_REASON 300

/**
 * hlc_import_choose_deed:
 * @sends_events: whether there is somebody who sends events
 *
 * Returns: what the button does: where there is one thing only, what that thing is for
 */
HlcImportDeed
hlc_import_choose_deed (const HlcImport *import, gboolean sends_events)
{
  const HlcImportItem *only = NULL;

  g_return_val_if_fail (import != NULL, HLC_IMPORT_DEED_NONE);

  if (import->items->len == 1)
    {
      only = g_ptr_array_index (import->items, 0);
      if (only->type == HLC_IMPORT_REQUEST)
        return HLC_IMPORT_DEED_SEND_REQUEST;
      if (only->type == HLC_IMPORT_EVENT && sends_events)
        return HLC_IMPORT_DEED_SEND_EVENT;
    }

  for (guint i = 0; i < import->items->len; i++)
    if (((const HlcImportItem *) g_ptr_array_index (import->items, i))->operation != NULL)
      return HLC_IMPORT_DEED_CREATE;

  return HLC_IMPORT_DEED_NONE;
}

/**
 * hlc_import_words_deed:
 * @n_checked: how many would be created
 *
 * Returns: (transfer full): the button's words, with a mnemonic
 */
char *
hlc_import_words_deed (HlcImportDeed deed, guint n_checked)
{
  switch (deed)
    {
    case HLC_IMPORT_DEED_SEND_EVENT:
    case HLC_IMPORT_DEED_SEND_REQUEST:
      return g_strdup (_ ("_Send…"));
    case HLC_IMPORT_DEED_CREATE:
    case HLC_IMPORT_DEED_NONE:
    default:
      if (n_checked == 0)
        return g_strdup (_ ("Cr_eate"));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Cr_eate %'u Operation", "Cr_eate %'u Operations",
                                           n_checked),
                              n_checked);
    }
}

/** hlc_import_words_omissions: Returns: (transfer full): what was left out and why, line by line; "" for nothing */
char *
hlc_import_words_omissions (const HlcImport *import)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (import != NULL, NULL);

  for (guint i = 0; i < MIN (import->omissions->len, MAX_OMISSIONS); i++)
    {
      const HlcImportOmission *omission = g_ptr_array_index (import->omissions, i);
      g_autofree char *line = g_strdup_printf ("%s%s%s", omission->source,
                                               *omission->source != '\0' ? ": " : "", omission->reason);
      g_autofree char *visible = hlc_visible_text_bounded (line, -1, HLC_VISIBLE_ONE_LINE, MAX_REASON);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", visible);
    }
  if (import->omissions->len > MAX_OMISSIONS)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "\n… and %'u more", "\n… and %'u more",
                                         (gulong) (import->omissions->len - MAX_OMISSIONS)),
                            import->omissions->len - MAX_OMISSIONS);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
