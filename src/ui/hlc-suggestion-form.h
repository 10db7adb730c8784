/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-json-document.h"

G_BEGIN_DECLS

/**
 * HlcSuggestionForm:
 *
 * The arguments of a function call, to be changed: what comes of it is a comment that says which arguments would be
 * approved.
 *
 * Signal: HlcSuggestionForm::changed, when the comment or what is wrong with the form has changed.
 */
#define HLC_TYPE_SUGGESTION_FORM (hlc_suggestion_form_get_type ())
G_DECLARE_FINAL_TYPE (HlcSuggestionForm, hlc_suggestion_form, HLC, SUGGESTION_FORM, AdwBin)

void hlc_suggestion_form_set_arguments (HlcSuggestionForm *self, HlcJsonDocument *spec);
const char *hlc_suggestion_form_get_comment (HlcSuggestionForm *self);
gboolean hlc_suggestion_form_get_is_valid (HlcSuggestionForm *self);
void hlc_suggestion_form_enter (HlcSuggestionForm *self, guint index, const char *text);

G_END_DECLS
