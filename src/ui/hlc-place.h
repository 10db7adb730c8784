/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-query.h"

G_BEGIN_DECLS

/** HlcPlace: where the sidebar leads. */
typedef enum
{
  HLC_PLACE_PENDING,
  HLC_PLACE_COMPLETED,
  HLC_PLACE_OPERATIONS,
  HLC_PLACE_RECEIVED,
  HLC_PLACE_SENT,
  HLC_PLACE_ENDPOINTS,
  HLC_PLACE_SETUP,
  HLC_N_PLACES,
} HlcPlace;

/** HlcPlaceRows: what the list of a place holds. */
typedef enum
{
  HLC_ROWS_OPERATIONS,
  HLC_ROWS_DELIVERIES,
  HLC_ROWS_MESSAGES,
} HlcPlaceRows;

/**
 * HlcPlaceDescription:
 * @name: as in the target of the action "win.place"
 * @empty_label, @empty_action: (nullable): a button for an empty list, and what it does
 * @has_list: it is a list and a detail; else a page of its own
 * @starts_group: a line separates it from the place before
 *
 * What a place is. Texts are translatable, not translated.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  const char *empty_title;
  const char *empty_description;
  const char *empty_label;
  const char *empty_action;
  HlcPlaceRows rows;
  HlcStateFilter states;
  gboolean has_list;
  gboolean starts_group;
} HlcPlaceDescription;

const HlcPlaceDescription *hlc_place_describe (HlcPlace place);
gboolean hlc_place_from_name (const char *name, HlcPlace *place);

G_END_DECLS
