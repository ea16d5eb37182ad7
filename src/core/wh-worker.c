/* wh-worker.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-worker.h"

struct _WhWorker
{
  GThread *thread; /* (nullable): NULL once it was stopped */
  GAsyncQueue *jobs;
};

typedef struct
{
  GTask *task; /* (owned) (nullable): NULL where nobody waits */
  WhWorkerFunc func; /* (nullable): NULL ends the thread */
  gpointer data;
  GDestroyNotify data_free;
  gpointer result;
  GDestroyNotify result_free;
  GError *error;
} Job;

static void
job_free (Job *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  if (job->result_free != NULL && job->result != NULL)
    job->result_free (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
on_job_done_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);

  return G_SOURCE_REMOVE;
}

/* The job goes to the context of its task with everything in it, so that neither the task nor
 * its source object is ever let go of in this thread. */
static void
hand_back (Job *job)
{
  g_autoptr (GSource) source = NULL;

  if (job->task == NULL)
    {
      job_free (job);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, on_job_done_cb, job, (GDestroyNotify) job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

static gpointer
run_jobs (gpointer data)
{
  g_autoptr (GAsyncQueue) jobs = data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (jobs);

      if (job->func == NULL)
        {
          job_free (job);
          return NULL;
        }
      job->result = job->func (job->data, &job->error);
      hand_back (job);
    }
}

/*
 * wh_worker_new:
 * @name: of the thread, at most 15 characters
 *
 * Returns: (transfer full): a worker whose thread runs until wh_worker_stop()
 */
WhWorker *
wh_worker_new (const char *name)
{
  WhWorker *self = g_new0 (WhWorker, 1);

  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new (name, run_jobs, g_async_queue_ref (self->jobs));

  return self;
}

/*
 * wh_worker_push:
 * @self: a worker
 * @task: (transfer full) (nullable): returned in its own context with what @func returned
 * @func: run in the thread
 * @data: (transfer full): for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees what @func returns
 *
 * After wh_worker_stop() nothing runs any more and @task fails with %G_IO_ERROR_CLOSED.
 */
void
wh_worker_push (WhWorker       *self,
                GTask          *task,
                WhWorkerFunc    func,
                gpointer        data,
                GDestroyNotify  data_free,
                GDestroyNotify  result_free)
{
  g_autoptr (Job) job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;

  if (self->thread != NULL)
    g_async_queue_push (self->jobs, g_steal_pointer (&job));
  else if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The program is ending");
}

/*
 * wh_worker_stop:
 * @self: a worker
 *
 * Blocks until every job has run. What they returned still reaches its task when the main
 * context runs.
 */
void
wh_worker_stop (WhWorker *self)
{
  if (self->thread == NULL)
    return;

  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_clear_pointer (&self->thread, g_thread_join);
}

/*
 * wh_worker_free:
 * @self: (nullable): a worker; stopped first
 */
void
wh_worker_free (WhWorker *self)
{
  if (self == NULL)
    return;

  wh_worker_stop (self);
  g_async_queue_unref (self->jobs);
  g_free (self);
}
