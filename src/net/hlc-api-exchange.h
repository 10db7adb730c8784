/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api-body.h"
#include "hlc-api-private.h"

G_BEGIN_DECLS

typedef struct _HlcApiExchange HlcApiExchange;

/* The next step of an exchange, which it takes over. */
typedef void (*HlcApiStep) (HlcApiExchange *exchange);

/**
 * HlcApiExchange:
 * @store: the API's
 * @kind: as in #HlcApiTarget
 * @argument: (nullable): as in #HlcApiTarget
 * @key_name: (nullable): of the agent key that the client showed
 * @channel: of a decision: through what it comes
 * @now: when the request came, microseconds since the epoch, UTC
 * @input: (nullable): what the body says, once it was read, or what else later steps need
 * @is_english: whether a program reads the answer: see hlc_english_begin()
 *
 * A request on its way to an answer that is given later, and all that the steps between need. Each step hands it on;
 * whoever has it last frees it. Main thread.
 */
struct _HlcApiExchange
{
  HlcApi *api;
  HlcRequest *request;
  HlcStore *store;
  HlcOperationKind kind;
  char *argument;
  char *key_name;
  HlcChannel channel;
  gint64 now;
  gpointer input;
  gboolean is_english;

  /*< private >*/
  GDestroyNotify input_free;
  GDestroyNotify read_free;
  HlcApiStep next;
};

HlcApiExchange *hlc_api_exchange_new (HlcApi *api,
                                      HlcRequest *request,
                                      const HlcApiTarget *target) G_GNUC_WARN_UNUSED_RESULT;
void hlc_api_exchange_free (HlcApiExchange *self);
void hlc_api_exchange_set_input (HlcApiExchange *self, gpointer input, GDestroyNotify input_free);
void hlc_api_exchange_read (HlcApiExchange *self,
                            HlcApiBodyFunc func,
                            GDestroyNotify input_free,
                            HlcApiStep next);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcApiExchange, hlc_api_exchange_free)

G_END_DECLS
