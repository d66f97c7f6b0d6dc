@NullMarked
package io.streamsync.job;

import org.jspecify.annotations.NullMarked;
