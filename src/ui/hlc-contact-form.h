/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcContactForm:
 *
 * What a human contact asks: the message and its subject, to be written.
 *
 * Signal: HlcContactForm::changed.
 */
#define HLC_TYPE_CONTACT_FORM (hlc_contact_form_get_type ())
G_DECLARE_FINAL_TYPE (HlcContactForm, hlc_contact_form, HLC, CONTACT_FORM, AdwBin)

void hlc_contact_form_fill (HlcContactForm *self, const HlcOperationForm *form);
void hlc_contact_form_write (HlcContactForm *self, HlcOperationForm *form);
gboolean hlc_contact_form_show_problems (HlcContactForm *self, GPtrArray *problems);

G_END_DECLS
