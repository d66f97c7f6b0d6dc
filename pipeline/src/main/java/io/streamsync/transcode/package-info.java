@NullMarked
package io.streamsync.transcode;

import org.jspecify.annotations.NullMarked;
