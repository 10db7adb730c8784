/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-place.h"

#include <glib/gi18n-lib.h>

static const HlcPlaceDescription places[HLC_N_PLACES] = {
  [HLC_PLACE_PENDING] = {
    .name = "pending",
    .title = NC_ ("place", "Pending"),
    .icon_name = "hlc-pending-symbolic",
    .empty_title = N_ ("Nothing Is Waiting"),
    .empty_description = N_ ("Operations that wait for a human appear here by themselves."),
    .states = HLC_STATES_PENDING,
    .has_list = TRUE,
  },
  [HLC_PLACE_COMPLETED] = {
    .name = "completed",
    .title = NC_ ("place", "Completed"),
    .icon_name = "hlc-completed-symbolic",
    .empty_title = N_ ("Nothing Is Completed Yet"),
    .empty_description = N_ ("Approved, denied and answered operations are kept here."),
    .states = HLC_STATES_COMPLETED,
    .has_list = TRUE,
  },
  [HLC_PLACE_OPERATIONS] = {
    .name = "operations",
    .title = NC_ ("place", "All Operations"),
    .icon_name = "hlc-operations-symbolic",
    .empty_title = N_ ("No Operations Yet"),
    .empty_description = N_ ("A verified webhook that carries an operation makes one."),
    .states = HLC_STATES_ALL,
    .has_list = TRUE,
  },
  [HLC_PLACE_RECEIVED] = {
    .name = "received",
    .title = NC_ ("place", "Received"),
    .icon_name = "hlc-received-symbolic",
    .empty_title = N_ ("No Webhooks Yet"),
    .empty_description = N_ ("Every webhook that arrives is kept here, the refused ones too, with the reason."),
    .rows = HLC_ROWS_DELIVERIES,
    .has_list = TRUE,
    .starts_group = TRUE,
  },
  [HLC_PLACE_SENT] = {
    .name = "sent",
    .title = NC_ ("place", "Sent"),
    .icon_name = "hlc-sent-symbolic",
    .empty_title = N_ ("Nothing Sent Yet"),
    .empty_description = N_ ("When an operation is decided, the endpoints that you add hear of it by a signed webhook. "
                             "Every attempt is kept here."),
    .empty_label = N_ ("_Add an Endpoint…"),
    .empty_action = "win.add-endpoint",
    .rows = HLC_ROWS_MESSAGES,
    .has_list = TRUE,
  },
  [HLC_PLACE_ENDPOINTS] = {
    .name = "endpoints",
    .title = NC_ ("place", "Endpoints"),
    .icon_name = "hlc-endpoints-symbolic",
  },
  [HLC_PLACE_SETUP] = {
    .name = "setup",
    .title = NC_ ("place", "Setup"),
    .icon_name = "utilities-terminal-symbolic",
    .starts_group = TRUE,
  },
};

/** hlc_place_describe: Returns: (transfer none): what @place is */
const HlcPlaceDescription *
hlc_place_describe (HlcPlace place)
{
  g_return_val_if_fail ((guint) place < HLC_N_PLACES, &places[0]);

  return &places[place];
}

/**
 * hlc_place_from_name:
 * @name: a name as in #HlcPlaceDescription
 * @place: (out): set on success
 *
 * Returns: whether a place is called @name
 */
gboolean
hlc_place_from_name (const char *name, HlcPlace *place)
{
  g_return_val_if_fail (name != NULL && place != NULL, FALSE);

  for (guint i = 0; i < HLC_N_PLACES; i++)
    if (g_str_equal (places[i].name, name))
      {
        *place = (HlcPlace) i;
        return TRUE;
      }

  return FALSE;
}
