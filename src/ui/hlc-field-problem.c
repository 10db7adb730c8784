/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-field-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-message-words.h"
#include "hlc-text-area.h"

/**
 * hlc_field_problem_to_text:
 * @problem: what is wrong
 *
 * Returns: (transfer full): a sentence, with the place in the text where there is one; pure
 */
char *
hlc_field_problem_to_text (const HlcFormProblem *problem)
{
  g_autofree char *placed = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  /* What is wrong with the syntax of JSON begins with its place. */
  if (problem->line > 0 && !g_str_has_prefix (problem->message, "line "))
    placed = g_strdup_printf (_ ("Line %u, column %u: %s"), problem->line, problem->column, problem->message);

  return hlc_words_sentence (placed != NULL ? placed : problem->message);
}

/** hlc_field_problem_label_new: Returns: (transfer floating): a hidden label to stand below a field */
GtkLabel *
hlc_field_problem_label_new (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "error");
  gtk_widget_set_visible (label, FALSE);

  return GTK_LABEL (label);
}

/**
 * hlc_field_problem_say:
 * @label: where
 * @problem: (nullable): what is wrong; %NULL hides the label
 */
void
hlc_field_problem_say (GtkLabel *label, const HlcFormProblem *problem)
{
  g_autofree char *text = problem != NULL ? hlc_field_problem_to_text (problem) : NULL;

  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/**
 * hlc_field_problem_mark:
 * @field: an entry, a row or a text area
 * @is_wrong: whether what stands in it is wrong
 *
 * For eyes and for assistive technology.
 */
void
hlc_field_problem_mark (GtkWidget *field, gboolean is_wrong)
{
  if (HLC_IS_TEXT_AREA (field))
    {
      hlc_text_area_set_error (HLC_TEXT_AREA (field), is_wrong);
      return;
    }

  if (is_wrong)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * hlc_field_problem_show:
 * @field: a field
 * @label: below it
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 * @path: of the field
 *
 * Marks the field and says what is wrong with it, or that nothing is.
 *
 * Returns: whether something is wrong
 */
gboolean
hlc_field_problem_show (GtkWidget *field, GtkLabel *label, GPtrArray *problems, const char *path)
{
  const HlcFormProblem *problem = hlc_form_problems_find (problems, path);

  hlc_field_problem_mark (field, problem != NULL);
  hlc_field_problem_say (label, problem);

  return problem != NULL;
}
