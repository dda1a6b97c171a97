/**
 * Runs jobs on Google's Dataflow: checks what can be checked before anything is uploaded, submits,
 * and follows a job to its end. Home of Beam's Dataflow runner and of Google's Dataflow client. No
 * credential of the submitter travels with a job.
 */
@NullMarked
package org.arcoforge.dataflow;

import org.jspecify.annotations.NullMarked;
