/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-arrivals.h"

#include <glib/gi18n-lib.h>

#include "hlc-announce.h"
#include "hlc-joined-text.h"
#include "hlc-presentation.h"

/* The shortest time between two announcements, and how long one waits for what comes with it. Milliseconds. */
#define INTERVAL 1000
#define GATHER_TIME 250

struct _HlcArrivals
{
  GObject parent_instance;

  GtkWidget *widget;         /* (weak) (nullable) */
  HlcStore *store;           /* (owned) (nullable): until disposed */
  HlcCounter *counter;       /* (weak) (nullable): who reads a title must not keep it counting */
  GCancellable *cancellable; /* (owned) */
  HlcNews news;              /* without a title: that is read when it is to be said */
  gint64 newest;             /* the row id of the operation that came last */
  HlcStoreCounts counts;     /* as they were last compared */
  gboolean has_counts;
  guint source;
};

G_DEFINE_FINAL_TYPE (HlcArrivals, hlc_arrivals, G_TYPE_OBJECT)

static void
hlc_arrivals_say (HlcArrivals *self, const HlcNews *news)
{
  g_autofree char *words = hlc_arrivals_describe (news);

  if (self->widget != NULL && *words != '\0')
    hlc_announce (self->widget, words,
                  news->n_refused + news->n_failing > 0 ? HLC_URGENCY_PROBLEM : HLC_URGENCY_NEWS);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcArrivals) self = user_data;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_by_id_finish (HLC_STORE (object), result, NULL, NULL);
  const HlcNews news = { .n_requested = 1, .title = operation != NULL ? operation->title : NULL };

  if (self->store != NULL && operation != NULL && operation->state == HLC_STATE_PENDING)
    hlc_arrivals_say (self, &news);
}

static gboolean
gathered_cb (gpointer user_data)
{
  HlcArrivals *self = user_data;
  const HlcNews news = self->news;

  self->source = 0;
  if (news.n_requested + news.n_refused + news.n_failing == 0)
    return G_SOURCE_REMOVE;

  self->news = (HlcNews){ 0 };
  self->source = g_timeout_add (INTERVAL, gathered_cb, self);
  if (news.n_requested == 1 && news.n_refused + news.n_failing == 0)
    hlc_store_get_operation_by_id_async (self->store, self->newest, self->cancellable, read_cb,
                                         g_object_ref (self));
  else
    hlc_arrivals_say (self, &news);

  return G_SOURCE_REMOVE;
}

static void
hlc_arrivals_gather (HlcArrivals *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (GATHER_TIME, gathered_cb, self);
}

static void
store_changed_cb (HlcArrivals *self, HlcStoreChanges *changes)
{
  GArray *requested = changes->requested;

  if (requested->len == 0)
    return;

  self->news.n_requested += requested->len;
  self->newest = g_array_index (requested, gint64, requested->len - 1);
  hlc_arrivals_gather (self);
}

static void
counted_cb (HlcArrivals *self)
{
  const HlcStoreCounts *counts = hlc_counter_get_counts (self->counter);

  /* What was there at the start is no news. */
  if (self->has_counts)
    {
      self->news.n_refused += MAX (counts->failed_deliveries - self->counts.failed_deliveries, 0);
      self->news.n_failing += MAX (counts->failing_endpoints - self->counts.failing_endpoints, 0);
    }
  self->counts = *counts;
  self->has_counts = TRUE;
  if (self->news.n_refused + self->news.n_failing > 0)
    hlc_arrivals_gather (self);
}

static void
hlc_arrivals_dispose (GObject *object)
{
  HlcArrivals *self = HLC_ARRIVALS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_weak_pointer (&self->widget);
  g_clear_weak_pointer (&self->counter);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_arrivals_parent_class)->dispose (object);
}

static void
hlc_arrivals_finalize (GObject *object)
{
  g_clear_object (&HLC_ARRIVALS (object)->cancellable);

  G_OBJECT_CLASS (hlc_arrivals_parent_class)->finalize (object);
}

static void
hlc_arrivals_class_init (HlcArrivalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_arrivals_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_arrivals_finalize;
}

static void
hlc_arrivals_init (HlcArrivals *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hlc_arrivals_new:
 * @widget: in whose window it is said
 * @store: where things arrive
 * @counter: what counts them
 *
 * Returns: (transfer full): it speaks until it dies
 */
HlcArrivals *
hlc_arrivals_new (GtkWidget *widget, HlcStore *store, HlcCounter *counter)
{
  HlcArrivals *self = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (HLC_IS_COUNTER (counter), NULL);

  self = g_object_new (HLC_TYPE_ARRIVALS, NULL);
  g_set_weak_pointer (&self->widget, widget);
  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->counter, counter);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (counter, "changed", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * hlc_arrivals_describe:
 * @news: what came
 *
 * Returns: (transfer full): what is to be said of it, and nothing of nothing; pure
 */
char *
hlc_arrivals_describe (const HlcNews *news)
{
  g_autofree char *line = hlc_present_line (news->title);
  g_autofree char *requested = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *failing = NULL;
  const char *sentences[4] = { NULL };
  guint n = 0;

  if (news->n_requested == 1 && news->title != NULL)
    sentences[n++] = requested = g_strdup_printf (_ ("Waiting for a decision: %s"), line);
  else if (news->n_requested > 0)
    sentences[n++] = requested =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u new operation waits for a decision",
                                      "%'u new operations wait for a decision", news->n_requested),
                         news->n_requested);
  if (news->n_refused > 0)
    sentences[n++] = refused =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u webhook was refused: it could not be verified",
                                      "%'u webhooks were refused: they could not be verified",
                                      news->n_refused),
                         news->n_refused);
  if (news->n_failing > 0)
    sentences[n++] = failing =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u endpoint fails or was disabled",
                                      "%'u endpoints fail or were disabled", news->n_failing),
                         news->n_failing);

  return hlc_join_statements (sentences);
}
