/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-decision-queue.h"

#include "hlc-decision-words.h"
#include "hlc-store-operations.h"

#define MAX_UNDO_SECONDS 10
#define DEFAULT_BULK_UNDO_SECONDS 5

/* Decided together: one decision on one or several operations. */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *operations;
  HlcDecision *decision;
  GPtrArray *failures;
  guint n_waiting;
  guint n_decided;
} Batch;

/* One operation of a batch on its way. */
typedef struct
{
  HlcDecisionQueue *queue; /* (owned): it lives until the store has answered */
  Batch *batch;
  HlcOperation *operation;
} Step;

struct _HlcDecisionQueue
{
  GObject parent_instance;

  HlcStore *store;  /* (owned) */
  Batch *held;      /* (owned) (nullable) */
  GHashTable *busy; /* (owned): call ids on their way to the store */
  guint seconds_left;
  guint source_id;
  guint undo_seconds;
  guint bulk_undo_seconds;
};

enum
{
  PROP_0,
  PROP_UNDO_SECONDS,
  PROP_BULK_UNDO_SECONDS,
  PROP_SECONDS_LEFT,
  N_PROPS
};

enum
{
  SIGNAL_UNDONE,
  SIGNAL_DECIDED,
  SIGNAL_FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcDecisionQueue, hlc_decision_queue, G_TYPE_OBJECT)

static void
decision_failure_free (HlcDecisionFailure *failure)
{
  g_free (failure->call_id);
  g_free (failure->title);
  g_free (failure->message);
  g_free (failure);
}

static Batch *
batch_new (GPtrArray *operations, const HlcDecision *decision)
{
  Batch *batch = g_new0 (Batch, 1);

  g_atomic_ref_count_init (&batch->ref_count);
  batch->operations = g_ptr_array_ref (operations);
  batch->decision = hlc_decision_copy (decision);
  batch->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) decision_failure_free);
  batch->n_waiting = operations->len;

  return batch;
}

static void
batch_unref (Batch *batch)
{
  if (!g_atomic_ref_count_dec (&batch->ref_count))
    return;

  g_ptr_array_unref (batch->operations);
  hlc_decision_free (batch->decision);
  g_ptr_array_unref (batch->failures);
  g_free (batch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_unref)

static void
step_free (Step *step)
{
  g_object_unref (step->queue);
  batch_unref (step->batch);
  hlc_operation_unref (step->operation);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static void
hlc_decision_queue_set_seconds_left (HlcDecisionQueue *self, guint seconds)
{
  if (self->seconds_left == seconds)
    return;

  self->seconds_left = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
}

static void
step_done (Step *step, const char *failure)
{
  HlcDecisionQueue *self = step->queue;
  Batch *batch = step->batch;

  g_hash_table_remove (self->busy, step->operation->call_id);
  if (failure != NULL)
    {
      HlcDecisionFailure *entry = g_new0 (HlcDecisionFailure, 1);

      entry->call_id = g_strdup (step->operation->call_id);
      entry->title = g_strdup (step->operation->title);
      entry->message = g_strdup (failure);
      g_ptr_array_add (batch->failures, entry);
    }
  else
    batch->n_decided++;

  batch->n_waiting--;
  if (batch->n_waiting == 0)
    g_signal_emit (self, signals[SIGNAL_FINISHED], 0, batch->n_decided, batch->failures);
}

/* Who was first is told from what is stored now. */
static void
looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_finish (HLC_STORE (object), result, &timeline, &error);
  g_autofree char *words =
      operation != NULL ? hlc_words_decided_already (operation) : hlc_words_failure (error);

  step_done (step, words);
}

static void
decided_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_decide_finish (HLC_STORE (object), result, &error);
  g_autofree char *words = NULL;

  if (operation != NULL)
    {
      g_signal_emit (step->queue, signals[SIGNAL_DECIDED], 0, operation);
      step_done (step, NULL);
    }
  else if (g_error_matches (error, HLC_ERROR, HLC_ERROR_CONFLICT))
    {
      const char *call_id = step->operation->call_id;

      hlc_store_get_operation_async (HLC_STORE (object), call_id, NULL, looked_up_cb,
                                     g_steal_pointer (&step));
    }
  else
    {
      words = hlc_words_failure (error);
      step_done (step, words);
    }
}

static void
hlc_decision_queue_carry_out (HlcDecisionQueue *self, Batch *batch)
{
  for (guint i = 0; i < batch->operations->len; i++)
    {
      HlcOperation *operation = g_ptr_array_index (batch->operations, i);
      Step *step = g_new0 (Step, 1);

      step->queue = g_object_ref (self);
      step->operation = hlc_operation_ref (operation);
      g_atomic_ref_count_inc (&batch->ref_count);
      step->batch = batch;
      g_hash_table_add (self->busy, g_strdup (operation->call_id));
      hlc_store_decide_async (self->store, operation->call_id, batch->decision, decided_cb, step);
    }
}

static gboolean
second_cb (gpointer user_data)
{
  HlcDecisionQueue *self = user_data;

  hlc_decision_queue_advance (self);

  return self->source_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
hlc_decision_queue_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HlcDecisionQueue *self = HLC_DECISION_QUEUE (object);

  switch (prop_id)
    {
    case PROP_UNDO_SECONDS:
      g_value_set_uint (value, self->undo_seconds);
      break;
    case PROP_BULK_UNDO_SECONDS:
      g_value_set_uint (value, self->bulk_undo_seconds);
      break;
    case PROP_SECONDS_LEFT:
      g_value_set_uint (value, self->seconds_left);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_decision_queue_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcDecisionQueue *self = HLC_DECISION_QUEUE (object);
  guint *seconds = prop_id == PROP_UNDO_SECONDS ? &self->undo_seconds : &self->bulk_undo_seconds;

  switch (prop_id)
    {
    case PROP_UNDO_SECONDS:
    case PROP_BULK_UNDO_SECONDS:
      if (*seconds == g_value_get_uint (value))
        break;
      *seconds = g_value_get_uint (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* What was decided is not lost with the window: the store is given it before the queue goes. */
static void
hlc_decision_queue_dispose (GObject *object)
{
  HlcDecisionQueue *self = HLC_DECISION_QUEUE (object);

  hlc_decision_queue_flush (self);

  G_OBJECT_CLASS (hlc_decision_queue_parent_class)->dispose (object);
}

static void
hlc_decision_queue_finalize (GObject *object)
{
  HlcDecisionQueue *self = HLC_DECISION_QUEUE (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_pointer (&self->busy, g_hash_table_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_decision_queue_parent_class)->finalize (object);
}

static void
hlc_decision_queue_class_init (HlcDecisionQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hlc_decision_queue_get_property;
  object_class->set_property = hlc_decision_queue_set_property;
  object_class->dispose = hlc_decision_queue_dispose;
  object_class->finalize = hlc_decision_queue_finalize;

  properties[PROP_UNDO_SECONDS] =
      g_param_spec_uint ("undo-seconds", NULL, NULL, 0, MAX_UNDO_SECONDS, 0, flags);
  properties[PROP_BULK_UNDO_SECONDS] = g_param_spec_uint ("bulk-undo-seconds", NULL, NULL, 0,
                                                          MAX_UNDO_SECONDS, DEFAULT_BULK_UNDO_SECONDS, flags);
  properties[PROP_SECONDS_LEFT] = g_param_spec_uint ("seconds-left", NULL, NULL, 0, MAX_UNDO_SECONDS, 0,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_UNDONE] = g_signal_new ("undone", HLC_TYPE_DECISION_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[SIGNAL_DECIDED] = g_signal_new ("decided", HLC_TYPE_DECISION_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", HLC_TYPE_DECISION_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_PTR_ARRAY);
}

static void
hlc_decision_queue_init (HlcDecisionQueue *self)
{
  self->bulk_undo_seconds = DEFAULT_BULK_UNDO_SECONDS;
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * hlc_decision_queue_new:
 * @store: what carries decisions out
 *
 * Returns: (transfer full): an empty queue
 */
HlcDecisionQueue *
hlc_decision_queue_new (HlcStore *store)
{
  HlcDecisionQueue *self = g_object_new (HLC_TYPE_DECISION_QUEUE, NULL);

  self->store = g_object_ref (store);

  return self;
}

static void
hlc_decision_queue_take (HlcDecisionQueue *self,
                         GPtrArray *operations,
                         const HlcDecision *decision,
                         guint seconds)
{
  g_autoptr (Batch) batch = batch_new (operations, decision);

  hlc_decision_queue_flush (self);
  if (seconds == 0)
    {
      hlc_decision_queue_carry_out (self, batch);
      return;
    }

  self->held = g_steal_pointer (&batch);
  self->source_id = g_timeout_add_seconds (1, second_cb, self);
  hlc_decision_queue_set_seconds_left (self, seconds);
}

/**
 * hlc_decision_queue_add:
 * @operation: what is decided
 * @decision: how; copied
 *
 * Decides one operation after HlcDecisionQueue:undo-seconds.
 */
void
hlc_decision_queue_add (HlcDecisionQueue *self, HlcOperation *operation, const HlcDecision *decision)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);

  g_return_if_fail (HLC_IS_DECISION_QUEUE (self));
  g_return_if_fail (operation != NULL && decision != NULL);

  g_ptr_array_add (operations, hlc_operation_ref (operation));
  hlc_decision_queue_take (self, operations, decision, self->undo_seconds);
}

/**
 * hlc_decision_queue_add_several:
 * @operations: (element-type HlcOperation): what is decided
 * @decision: how; copied
 *
 * Decides several operations alike after HlcDecisionQueue:bulk-undo-seconds.
 */
void
hlc_decision_queue_add_several (HlcDecisionQueue *self, GPtrArray *operations, const HlcDecision *decision)
{
  g_return_if_fail (HLC_IS_DECISION_QUEUE (self));
  g_return_if_fail (operations != NULL && decision != NULL);

  if (operations->len > 0)
    hlc_decision_queue_take (self, operations, decision, self->bulk_undo_seconds);
}

static Batch *
hlc_decision_queue_release (HlcDecisionQueue *self)
{
  Batch *batch = g_steal_pointer (&self->held);

  g_clear_handle_id (&self->source_id, g_source_remove);
  /* Whoever looks now, looks at a queue that holds nothing. */
  hlc_decision_queue_set_seconds_left (self, 0);

  return batch;
}

/**
 * hlc_decision_queue_undo:
 *
 * Drops what is held: nothing was decided.
 *
 * Returns: %FALSE when nothing was held
 */
gboolean
hlc_decision_queue_undo (HlcDecisionQueue *self)
{
  g_autoptr (Batch) batch = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) call_ids = NULL;

  g_return_val_if_fail (HLC_IS_DECISION_QUEUE (self), FALSE);

  if (self->held == NULL)
    return FALSE;

  batch = hlc_decision_queue_release (self);
  for (guint i = 0; i < batch->operations->len; i++)
    g_strv_builder_add (builder, ((HlcOperation *) g_ptr_array_index (batch->operations, i))->call_id);
  call_ids = g_strv_builder_end (builder);
  g_signal_emit (self, signals[SIGNAL_UNDONE], 0, call_ids);

  return TRUE;
}

/**
 * hlc_decision_queue_flush:
 *
 * Carries out at once what is held: somebody who goes away from an operation has decided.
 */
void
hlc_decision_queue_flush (HlcDecisionQueue *self)
{
  g_autoptr (Batch) batch = NULL;

  g_return_if_fail (HLC_IS_DECISION_QUEUE (self));

  if (self->held == NULL)
    return;

  batch = hlc_decision_queue_release (self);
  hlc_decision_queue_carry_out (self, batch);
}

/**
 * hlc_decision_queue_advance:
 *
 * One second has passed. The queue's own timer calls it.
 */
void
hlc_decision_queue_advance (HlcDecisionQueue *self)
{
  g_return_if_fail (HLC_IS_DECISION_QUEUE (self));

  if (self->seconds_left > 1)
    hlc_decision_queue_set_seconds_left (self, self->seconds_left - 1);
  else
    hlc_decision_queue_flush (self);
}

/** hlc_decision_queue_get_seconds_left: Returns: until what is held is carried out; 0 when nothing is */
guint
hlc_decision_queue_get_seconds_left (HlcDecisionQueue *self)
{
  g_return_val_if_fail (HLC_IS_DECISION_QUEUE (self), 0);

  return self->seconds_left;
}

/** hlc_decision_queue_holds: Returns: whether a decision on @call_id is held and can be undone */
gboolean
hlc_decision_queue_holds (HlcDecisionQueue *self, const char *call_id)
{
  g_return_val_if_fail (HLC_IS_DECISION_QUEUE (self), FALSE);

  for (guint i = 0; self->held != NULL && i < self->held->operations->len; i++)
    if (g_str_equal (((HlcOperation *) g_ptr_array_index (self->held->operations, i))->call_id, call_id))
      return TRUE;

  return FALSE;
}

/** hlc_decision_queue_is_busy: Returns: whether a decision on @call_id is on its way to the store */
gboolean
hlc_decision_queue_is_busy (HlcDecisionQueue *self, const char *call_id)
{
  g_return_val_if_fail (HLC_IS_DECISION_QUEUE (self), FALSE);

  return g_hash_table_contains (self->busy, call_id);
}

/** hlc_decision_queue_describe: Returns: (transfer full) (nullable): what is held, with its countdown; plain text */
char *
hlc_decision_queue_describe (HlcDecisionQueue *self)
{
  HlcOperation *first = NULL;

  g_return_val_if_fail (HLC_IS_DECISION_QUEUE (self), NULL);

  if (self->held == NULL)
    return NULL;

  first = g_ptr_array_index (self->held->operations, 0);
  return hlc_words_countdown (self->held->decision->type, first->title, self->held->operations->len,
                              self->seconds_left);
}
