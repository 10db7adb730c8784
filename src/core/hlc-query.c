/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-query.h"

#include "hlc-enum-name.h"

static const char *const filter_names[] = {
  [HLC_STATES_ALL] = "all",           [HLC_STATES_PENDING] = "pending", [HLC_STATES_COMPLETED] = "completed",
  [HLC_STATES_APPROVED] = "approved", [HLC_STATES_DENIED] = "denied",   [HLC_STATES_RESPONDED] = "responded",
};

/**
 * hlc_operation_query_new:
 * @states: the states to list
 *
 * Makes a query for both kinds, every run and no search words.
 *
 * Returns: (transfer full): the query
 */
HlcOperationQuery *
hlc_operation_query_new (HlcStateFilter states)
{
  HlcOperationQuery *self = g_new0 (HlcOperationQuery, 1);

  self->states = states;
  self->kind = -1;

  return self;
}

/**
 * hlc_operation_query_copy:
 *
 * Returns: (transfer full): a deep copy of @self
 */
HlcOperationQuery *
hlc_operation_query_copy (const HlcOperationQuery *self)
{
  HlcOperationQuery *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = hlc_operation_query_new (self->states);
  copy->kind = self->kind;
  copy->run_id = g_strdup (self->run_id);
  copy->search = g_strdup (self->search);

  return copy;
}

/**
 * hlc_operation_query_free:
 * @self: (transfer full): a query
 *
 * Frees a query.
 */
void
hlc_operation_query_free (HlcOperationQuery *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->run_id);
  g_free (self->search);
  g_free (self);
}

/**
 * hlc_delivery_query_new:
 *
 * Makes a query for every verdict and no search words.
 *
 * Returns: (transfer full): the query
 */
HlcDeliveryQuery *
hlc_delivery_query_new (void)
{
  HlcDeliveryQuery *self = g_new0 (HlcDeliveryQuery, 1);

  self->verdict = -1;

  return self;
}

/**
 * hlc_delivery_query_copy:
 *
 * Returns: (transfer full): a deep copy of @self
 */
HlcDeliveryQuery *
hlc_delivery_query_copy (const HlcDeliveryQuery *self)
{
  HlcDeliveryQuery *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = hlc_delivery_query_new ();
  copy->verdict = self->verdict;
  copy->call_id = g_strdup (self->call_id);
  copy->search = g_strdup (self->search);

  return copy;
}

/**
 * hlc_delivery_query_free:
 * @self: (transfer full): a query
 *
 * Frees a query.
 */
void
hlc_delivery_query_free (HlcDeliveryQuery *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->call_id);
  g_free (self->search);
  g_free (self);
}

/**
 * hlc_message_query_new:
 *
 * Makes a query for all that was sent or will be, about anything and to everywhere.
 *
 * Returns: (transfer full): the query
 */
HlcMessageQuery *
hlc_message_query_new (void)
{
  HlcMessageQuery *self = g_new0 (HlcMessageQuery, 1);

  self->state = -1;

  return self;
}

/**
 * hlc_message_query_copy:
 *
 * Returns: (transfer full): a deep copy of @self
 */
HlcMessageQuery *
hlc_message_query_copy (const HlcMessageQuery *self)
{
  HlcMessageQuery *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = hlc_message_query_new ();
  copy->state = self->state;
  copy->with_unsent = self->with_unsent;
  copy->call_id = g_strdup (self->call_id);
  copy->endpoint_id = g_strdup (self->endpoint_id);
  copy->search = g_strdup (self->search);

  return copy;
}

/**
 * hlc_message_query_free:
 * @self: (transfer full): a query
 *
 * Frees a query.
 */
void
hlc_message_query_free (HlcMessageQuery *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->call_id);
  g_free (self->endpoint_id);
  g_free (self->search);
  g_free (self);
}

/**
 * hlc_state_filter_from_string:
 * @text: (nullable): "all", "pending", "completed", "approved", "denied" or "responded"
 * @filter: (out): the filter, untouched if there is none
 *
 * Returns: whether @text names a filter
 */
gboolean
hlc_state_filter_from_string (const char *text, HlcStateFilter *filter)
{
  int found = hlc_enum_name_find (filter_names, G_N_ELEMENTS (filter_names), text);

  g_return_val_if_fail (filter != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *filter = (HlcStateFilter) found;
  return TRUE;
}
