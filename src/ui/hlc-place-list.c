/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-place-list.h"

/**
 * hlc_place_list_new:
 * @place: a place with a list
 *
 * Returns: (transfer full): all that the place holds
 */
HlcLazyList *
hlc_place_list_new (HlcStore *store, HlcPlace place)
{
  const HlcPlaceDescription *description = hlc_place_describe (place);
  g_autoptr (HlcOperationQuery) operations = hlc_operation_query_new (description->states);
  g_autoptr (HlcDeliveryQuery) deliveries = hlc_delivery_query_new ();
  g_autoptr (HlcMessageQuery) messages = hlc_message_query_new ();

  g_return_val_if_fail (description->has_list, NULL);

  switch (description->rows)
    {
    case HLC_ROWS_DELIVERIES:
      return hlc_lazy_list_new_deliveries (store, deliveries);
    case HLC_ROWS_MESSAGES:
      return hlc_lazy_list_new_messages (store, messages);
    case HLC_ROWS_OPERATIONS:
    default:
      return hlc_lazy_list_new_operations (store, operations);
    }
}

/**
 * hlc_place_list_search:
 * @list: the list of @place
 * @search: (nullable): what is looked for; %NULL for all
 */
void
hlc_place_list_search (HlcLazyList *list, HlcPlace place, const char *search)
{
  const HlcPlaceDescription *description = hlc_place_describe (place);
  g_autoptr (HlcOperationQuery) operations = hlc_operation_query_new (description->states);
  g_autoptr (HlcDeliveryQuery) deliveries = hlc_delivery_query_new ();
  g_autoptr (HlcMessageQuery) messages = hlc_message_query_new ();

  switch (description->rows)
    {
    case HLC_ROWS_DELIVERIES:
      deliveries->search = g_strdup (search);
      hlc_lazy_list_set_delivery_query (list, deliveries);
      break;
    case HLC_ROWS_MESSAGES:
      messages->search = g_strdup (search);
      hlc_lazy_list_set_message_query (list, messages);
      break;
    case HLC_ROWS_OPERATIONS:
    default:
      operations->search = g_strdup (search);
      hlc_lazy_list_set_operation_query (list, operations);
    }
}
