package io.streamsync.source;

/**
 * What ffmpeg may take a source for: containers and bare streams of film, pictures and sound, and
 * captions beside them.
 */
final class MediaFormats {
  private static final String FILM =
      "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,live_flv,asf,asf_o,ogg,mxf,gxf,nut,nuv,ivf,wtv,rm"
          + ",dv,swf,vob,pva,ty,amv,f4v,yuv4mpegpipe,smjpeg,roq,smk,bink,flic,gif,apng,webp_pipe"
          + ",dhav,ivr,mtv,mv,r3d,lxf,ifv,kux,nsv,vivo,avr,avs,film_cpk,filmstrip,ea,idcin,rpl,xmv";

  private static final String BARE_PICTURE =
      "h261,h263,h264,hevc,vvc,evc,av1,obu,m4v,mpegvideo,mjpeg,mjpeg_2000,vc1,vc1test,dirac,dnxhd"
          + ",cavsvideo,avs2,avs3,apv";

  private static final String STILL =
      "png_pipe,jpeg_pipe,jpegxl_pipe,jpegxl_anim,bmp_pipe,tiff_pipe,j2k_pipe,ppm_pipe,pgm_pipe"
          + ",exr_pipe,dpx_pipe,psd_pipe,qoi_pipe";

  private static final String SOUND =
      "mp3,aac,ac3,ac4,eac3,dts,dtshd,truehd,mlp,flac,wav,w64,aiff,au,caf,amr,amrnb,amrwb,ape,wv,tta"
          + ",tak,mpc,mpc8,oma,voc,gsm,loas,sox,spdif";

  private static final String CAPTIONS = "srt";

  static final String LIST = String.join(",", FILM, BARE_PICTURE, STILL, SOUND, CAPTIONS);

  static final String REASON =
      "not a film, picture or sound by its content, but a text, a playlist or a format unknown here";

  private MediaFormats() {}
}
