/* wh-worker.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thread that does what blocks (writing files, SQLite), job after job, in the order in which
 * it was asked to. Private to core. */

typedef struct _WhWorker WhWorker;

/* Runs in the thread. Returns what the task shall return, or %NULL with an error set. */
typedef gpointer (*WhWorkerFunc) (gpointer data, GError **error);

WhWorker *wh_worker_new  (const char     *name);
void      wh_worker_push (WhWorker       *self,
                          GTask          *task,
                          WhWorkerFunc    func,
                          gpointer        data,
                          GDestroyNotify  data_free,
                          GDestroyNotify  result_free);
void      wh_worker_stop (WhWorker       *self);
void      wh_worker_free (WhWorker       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhWorker, wh_worker_free)

G_END_DECLS
