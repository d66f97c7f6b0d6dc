@NullMarked
package io.streamsync.command;

import org.jspecify.annotations.NullMarked;
