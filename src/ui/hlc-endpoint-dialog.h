/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-endpoint.h"

G_BEGIN_DECLS

/**
 * HlcEndpointDialog:
 *
 * Makes or changes an endpoint. What is wrong stands beside what it is about while it is written.
 *
 * Signal: HlcEndpointDialog::save. The dialog stays until its owner closes it or has it show the secret that was made,
 * so that nothing that was written is lost.
 */
#define HLC_TYPE_ENDPOINT_DIALOG (hlc_endpoint_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcEndpointDialog, hlc_endpoint_dialog, HLC, ENDPOINT_DIALOG, AdwWindow)

HlcEndpointDialog *hlc_endpoint_dialog_new (HlcEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;
void hlc_endpoint_dialog_enter_url (HlcEndpointDialog *self, const char *url);
void hlc_endpoint_dialog_set_events (HlcEndpointDialog *self, guint events);
HlcEndpoint *hlc_endpoint_dialog_dup_endpoint (HlcEndpointDialog *self) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_endpoint_dialog_dup_secret (HlcEndpointDialog *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_endpoint_dialog_get_is_new (HlcEndpointDialog *self);
gboolean hlc_endpoint_dialog_get_can_save (HlcEndpointDialog *self);
void hlc_endpoint_dialog_set_problem (HlcEndpointDialog *self, const char *problem);
const char *hlc_endpoint_dialog_get_problem (HlcEndpointDialog *self);
void hlc_endpoint_dialog_set_busy (HlcEndpointDialog *self, gboolean is_busy);
void hlc_endpoint_dialog_show_secret (HlcEndpointDialog *self, const char *secret);

G_END_DECLS
